"""What a code is called and what it stands for, in both languages at once. Belongs here: looking it up. Does not: the words (``codelists``)."""

from functools import cache

from schemas import codelists

LANGUAGES = ("zh", "en")
Pair = dict[str, str]


def label(codelist: str, code: str) -> Pair:
    """What a code is called."""
    return {language: codelists.labels(codelist, language)[code] for language in LANGUAGES}


@cache
def meaning(codelist: str, code: str) -> Pair:
    """What a code stands for, in a line."""
    row = next(row for row in codelists.read("codes") if (row["codelist"], row["code"]) == (codelist, code))
    return {"zh": row["description_zh"], "en": row["description"]}
