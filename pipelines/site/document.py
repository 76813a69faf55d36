"""How a template becomes a page in one language. Belongs here: what all pages share. Does not: what any of them says (``pages``)."""

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from pipelines.forms import codes
from pipelines.forms.split import file_of
from pipelines.forms.templates import environment, web_address
from pipelines.site import addresses, names, terms
from pipelines.site.source import Source
from pipelines.wording.numbers import share
from schemas import codelists
from schemas.codelists.statuses import statuses

if TYPE_CHECKING:
    import jinja2

FOLDER = Path(__file__).parent
# Chinese words with the marks between them.
_CHINESE = re.compile("[\u3400-\u9fff][\u2018-\u201d\u2026\u3001-\u303f\uff00-\uffef\u3400-\u9fff]*")
# Scripts, styles and pictures of the site itself; no request of a script, no frame, no form leaves it.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; form-action 'none'"


class Page(NamedTuple):
    """A file of the site: its path below the folder, and its content."""

    path: str
    content: str | bytes


class Head(NamedTuple):
    """What a page says of itself to search engines and previews.

    Attributes:
        title: in the page's language, without the name of the site.
        description: one sentence.
        image: a picture below the site's folder.
        data: a description as JSON-LD below the site's folder, linked; empty for none.
    """

    title: str
    description: str
    image: str = addresses.PREVIEW
    data: str = ""


def render(source: Source, kind: str, language: str, path: str, head: Head, **variables: Any) -> Page:
    """A page from ``templates/<kind>.html.j2``, whose words are those of ``words/common.toml`` and ``words/<kind>.toml``.

    Args:
        source: what all pages know.
        kind: of page.
        language: ``zh`` or ``en``.
        path: where it lies below the folder of its language, the same in both.
        head: what it says of itself.
        variables: what else its template sees. It sees ``t(key, **fillings)`` (words), ``to(path)`` (a page of the same language as an address),
            ``file(path)`` (a file of the site), ``label(codelist, code)``, ``sign(status)``, ``spoken(text)``,
            ``term_of(key)``, ``government(place)`` and ``short(place)`` (names), ``language`` and ``source`` besides, and what ``_templates`` has.
    """
    here = f"{language}/{path}"
    other = next(each for each in addresses.LANGUAGES if each != language)
    template = _templates().get_template(f"{kind}.html.j2")
    text = template.render(
        language=language,
        tag=addresses.LANGUAGES[language],
        other=other,
        other_tag=addresses.LANGUAGES[other],
        kind=kind,
        here=here,
        root="../" * here.count("/"),
        path=path,
        head=head,
        source=source,
        policy=POLICY,
        t=lambda key, **fillings: say(kind, language, key, **fillings),
        to=lambda page: addresses.relative(f"{language}/{page}", here),
        file=lambda name: addresses.relative(name, here),
        spoken=lambda text: spoken(text, language),
        term_of=lambda key: terms.terms(language)[key],
        government=lambda place: names.government(place, language),
        short=lambda place: names.short(place, language),
        label=lambda codelist, code: codes.label(codelist, code)[language],
        **variables,
    )
    return Page(here, text)


def render_alone(name: str, **variables: Any) -> str:
    """A page in no language or in all, from a template without the frame of the others."""
    return (
        _templates()
        .get_template(f"{name}.html.j2")
        .render(policy=POLICY, languages=addresses.LANGUAGES, say=say, **variables)
    )


def say(kind: str, language: str, key: str, **fillings: Any) -> str:
    """The words of a key in a language; numbers are printed with their thousands apart.

    A count chooses words, too: of ``{met:was|were}`` the first is said of one, the second of any other number.
    """
    text = words(kind)[key][language]
    return text.format(
        **{name: _Count(value) if isinstance(value, int) else str(value) for name, value in fillings.items()}
    )


class _Count(int):
    """A number that is printed with its thousands apart, or chooses between two words."""

    def __format__(self, form: str) -> str:
        if "|" in form:
            one, many = form.split("|")
            return one if self == 1 else many
        return readable(int(self))


def spoken(text: Any, language: str) -> Markup:
    """A text of a page, in which Chinese words of an English one are marked as such: a screen reader reads them in that."""
    escaped = escape(text)
    return escaped if language == "zh" else Markup(_CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', str(escaped)))


def capitalized(text: str) -> str:
    """A text that begins a line."""
    return text[:1].upper() + text[1:]


def readable(value: Any) -> str:
    """A count with its thousands apart; a text as it is."""
    return f"{value:,}" if isinstance(value, int) else str(value)


@cache
def words(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Key -> language -> text, of the site and of one kind of page."""
    files = [FOLDER / "words" / f"{name}.toml" for name in ("common", kind)]
    return {
        key: texts for file in files if file.exists() for key, texts in tomllib.loads(file.read_text("utf-8")).items()
    }


def as_json(content: Any) -> str:
    """JSON for programs: the same bytes of the same content, Chinese as it is."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


@cache
def _templates() -> "jinja2.Environment":
    templates = environment(FOLDER / "templates", autoescape=True)
    templates.globals |= {
        "sign": lambda status: statuses()[status].sign,
        "share": share,
        "decided": codelists.decided,
        "row_address": addresses.row,
        "report_address": addresses.report,
        "place_address": addresses.place,
        "indicator_address": addresses.indicator,
        "year_address": addresses.year,
        "report_file": addresses.report_file,
        "csv_file": file_of,
        "explore_address": lambda **chosen: addresses.explore(chosen),
        "Markup": Markup,
    }
    templates.filters |= {"web": web_address, "n": readable, "capitalized": capitalized}
    return templates
