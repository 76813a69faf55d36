"""One HTML file that asks nothing of the network: style, script and data inside, under a policy that lets nothing else run.

Belongs here: how a template becomes a page. Does not: what a page says (``package``, ``index``).
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pipelines.forms import codes
from pipelines.forms.page.language import both, column_label, filled, listed, named, say
from pipelines.forms.templates import environment, web_address
from pipelines.wording.numbers import share
from schemas import codelists
from schemas.codelists.statuses import statuses

if TYPE_CHECKING:
    import jinja2

FOLDER = Path(__file__).parent
# `'none'` for all that is not named: no request, no frame, no form leaves the page. Only scripts with these hashes run.
_POLICY = "default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def render(template: str, script: str, **variables: Any) -> str:
    """A page from its template in src/, which sees the variables, and its script in bundle/; another runs before it is painted."""
    early, code = bundled("early.js"), bundled(script)
    return (
        _templates()
        .get_template(template)
        .render(
            policy=_POLICY.format(hashes=" ".join(map(_hash, (early, code)))),
            style=Markup(bundled("page.css")),
            early=Markup(early),
            script=Markup(code),
            licences=bundled("licences.txt"),
            **variables,
        )
    )


def _hash(code: str) -> str:
    """The source of a script as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


@cache
def bundled(name: str) -> str:
    """A file that ``make page`` built."""
    return (FOLDER / "bundle" / name).read_text(encoding="utf-8")


def json_block(content: Mapping[str, Any]) -> Markup:
    """JSON for a data block of a page: nothing in it can end the block."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


@cache
def _templates() -> "jinja2.Environment":
    templates = environment(FOLDER / "src", autoescape=True)
    templates.globals |= {
        "say": say,
        "named": named,
        "meaning": codes.meaning,
        "texts": filled,
        "share": share,
        "both": both,
        "listed": listed,
        "labels": lambda status: codes.label("status", status),
        "code": lambda codelist, code: both(**codes.label(codelist, code)),
        "label": lambda table, column: both(**column_label(table, column)),
        "sign": lambda status: statuses()[status].sign,
        "decided": codelists.decided,
    }
    templates.filters |= {"web": web_address}
    return templates
