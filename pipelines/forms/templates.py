"""How a template becomes a text. Belongs here: what all templates share. Does not: the filters and words of any one form."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import jinja2


def environment(folder: Path, *, autoescape: bool, **options: Any) -> "jinja2.Environment":
    """Jinja over the templates of a folder: a name that is not known is an error, a block alone on its line leaves no line.

    Args:
        folder: where the templates lie.
        autoescape: whether cells are escaped for HTML. In Markdown those escapes would do for < and & only, so its templates
            escape every cell by a filter.
        options: what else ``jinja2.Environment`` takes.
    """
    import jinja2

    loader, undefined = jinja2.FileSystemLoader(folder), jinja2.StrictUndefined
    return jinja2.Environment(
        loader=loader, undefined=undefined, trim_blocks=True, lstrip_blocks=True, autoescape=autoescape, **options
    )


def web_address(address: str | None) -> str | None:
    """An address that may be linked to; None for all that is not the web's, such as javascript:."""
    return address if address and address.startswith(("https://", "http://")) else None
