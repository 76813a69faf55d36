"""What stands beside a verdict wherever people read it: who says the figure, how it was linked, what the next report says, what is newest.

Belongs here: which of it a row has, and how it is worded. Does not: the verdict and its explanation (``wording.sentences``).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.forms.codes import LANGUAGES, Pair, label
from schemas import codelists

# The columns that it follows from; older versions lack some.
NEEDED = ("source_kind", "link", "witness", "claim", "claim_about", "status", "status_latest")
_ACCORDING_TO = {"zh": "据{}", "en": "by {}"}
_NEXT_REPORT = {"zh": "次年报告：{}", "en": "next report: {}"}
_OF_LIST = {"zh": "{}（所在清单）", "en": "{} (said of its list)"}
_NEWEST = {"zh": "最新数据：{}", "en": "by the newest figure: {}"}
_WITNESS = {"zh": "旁证：{}", "en": "borne out by {}"}


def beside(row: Mapping[str, Any]) -> Iterator[Pair]:
    """What a target joined with its outcome and figure has beside its verdict, in both languages; nothing where its version does not say it."""
    if row["source_kind"]:
        yield _filled(_ACCORDING_TO, label("source_kind", row["source_kind"]))
    # That a code matched says no more than the indicator does.
    if row.get("link") == "words":
        yield label("link", row["link"])
    if row.get("witness"):
        yield _filled(_WITNESS, label("witness", row["witness"]))
    if row.get("claim"):
        said = label("claim", row["claim"])
        yield _filled(_NEXT_REPORT, _filled(_OF_LIST, said) if row.get("claim_about") == "list" else said)
    # A newer figure that is no verdict by itself, held or imprecise, takes nothing back.
    if row["status_latest"] != row["status"] and row["status_latest"] in codelists.decided():
        yield _filled(_NEWEST, label("status", row["status_latest"]))


def _filled(texts: Pair, filling: Pair) -> Pair:
    return {language: texts[language].format(filling[language]) for language in LANGUAGES}
