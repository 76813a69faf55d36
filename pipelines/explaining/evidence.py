"""From which words each answer of a row follows: about, from 左右; 2027, from 到2027年; a target, since nothing says that it is done.

Belongs here: putting an answer and its words into English. Does not: any answer (``facts``); it asks the same functions as they do.
"""

from typing import Any, NamedTuple

from pipelines.targets import rules
from pipelines.targets.facts import base_period, binding, strength, tense, years
from pipelines.targets.facts.figure import Figure
from pipelines.targets.facts.period import ONE_YEAR
from pipelines.targets.grammar import Parse
from pipelines.targets.natures import of_verb
from pipelines.targets.parts import PLAN, REVIEW, Sentence
from pipelines.targets.parts.evidence import leans, telling_words
from pipelines.targets.quantities import bound_words
from pipelines.targets.times import WHOLE
from schemas import codelists


class Fact(NamedTuple):
    """One answer of a row: to which question, in words, and what it follows from."""

    question: str
    answer: str
    because: str


def facts(figure: Figure, parse: Parse, row: dict[str, Any]) -> list[Fact]:
    """The answers of a row of ``statements``, in the order in which people ask."""
    sentence = parse.sentence
    answers = [
        _indicator(row),
        Fact("measure", _measure(row["measure"]), _construction(parse)),
        _bound(figure),
        _aspect(figure, row),
        Fact("area", row["area"], _area(figure)) if row["area"] else None,
        Fact("period", _when(figure, row), _period(figure, sentence, row)),
        _base(figure, row["base_period"]),
        Fact("part", *_part(figure, sentence)),
        _strength(figure, sentence, row["strength"]),
        _binding(figure, sentence, row["binding"]),
    ]
    return [fact for fact in answers if fact]


def _indicator(row: dict[str, Any]) -> Fact:
    code = row["indicator_id"]
    if code is None:
        return Fact("code", "none", "the name is not on the list of indicators")
    name = next(each for each in codelists.read("indicators") if each["indicator_id"] == code)
    return Fact("code", code, f"{name['name_en']} {name['name_zh']}")


def _measure(code: str) -> str:
    return _label("measure", code)


def _label(codelist: str, code: str) -> str:
    return " ".join(codelists.labels(codelist, language)[code] for language in ("en", "zh"))


def _aspect(figure: Figure, row: dict[str, Any]) -> Fact | None:
    code, action = row["aspect"], row["action"]
    if code is None:
        return None
    by_verb = action is not None and of_verb(action) == code
    return Fact(
        "aspect", _label("aspect", code), _from(action) if by_verb else "by the thing, and how its number is led to"
    )


def _area(figure: Figure) -> str:
    return "named in its sentence" if figure.member.area else "what its paragraph or heading is about"


def _when(figure: Figure, row: dict[str, Any]) -> str:
    years, kind = _years(row["period"], figure.achieved), row["period_kind"]
    return f"{years}, {_label('period_kind', kind)}" if kind and kind != ONE_YEAR else years


def _base(figure: Figure, printed: str | None) -> Fact | None:
    base = base_period.find(figure)
    return Fact("base", _years(printed, figure.achieved), _from(base.words)) if printed and base else None


def _construction(parse: Parse) -> str:
    words = rules.purpose(parse.rule or "")
    return words[:1].lower() + words[1:]


def _bound(figure: Figure) -> Fact | None:
    quantity = figure.quantity
    if quantity.value is None:
        return None
    label = codelists.labels("bound", "en")[quantity.bound]
    if quantity.bound == "exact":
        if quantity.value_high is not None:
            return Fact("bound", "a range", "both ends are printed")
        return Fact("bound", label, "no word such as 左右 or 以上 stands at the number")
    words = bound_words(figure.reading.text, quantity)
    return Fact("bound", label, _from(words) if words else "shared with the other numbers of the list")


def _from(words: str) -> str:
    return f"from “{words.strip(',;:、')}”"


def _years(printed: str | None, achieved: bool) -> str:
    if printed is None:
        return "the year before the report's" if achieved else "the report's year"
    first, _, last = printed.partition("/")
    return f"{first} to {last}" if last else first


def _period(figure: Figure, sentence: Sentence, row: dict[str, Any]) -> str:
    doubt = (
        "; in doubt, as its part is about several years and does not say when it turns to the last"
        if row["period_in_doubt"]
        else ""
    )
    return _why_then(figure, sentence, row["period"]) + doubt


def _why_then(figure: Figure, sentence: Sentence, printed: str | None) -> str:
    named, of_part = years.find(figure), sentence.years or sentence.span
    if printed and named and named.role != WHOLE and printed[-4:] == named.period[-4:]:
        return _from(named.words)
    if printed and "/" in printed and (base := base_period.find(figure)):
        return _from(base.words)
    if of_part and printed in (of_part, of_part[-4:]):
        return "that is what the part of the text is about in which it stands"
    why = _from(named.words) if named else "no other year is named"
    return f"{_years(None, figure.achieved)}, {why}" if printed else why


def _part(figure: Figure, sentence: Sentence) -> tuple[str, str]:
    """Whether it is set (plan) or stated of the past (review), and why."""
    answer, part = ("review", REVIEW) if figure.achieved else ("plan", PLAN)
    if words := tense.words(figure.before):
        return answer, _from(words)
    text = figure.reading.text
    heading = text[slice(*sentence.section)] if sentence.section else ""
    if heading and leans(heading, figure.year) == part:
        return answer, f"it stands under the heading “{heading}”"
    if part == PLAN:
        return answer, "no words say that it is done"
    back, ahead = (telling_words(text, each) for each in (REVIEW, PLAN))
    more = f", fewer ahead ({', '.join(ahead)})" if ahead else ""
    return answer, f"the words of the text look back ({', '.join(back)}){more}" if back else "its paragraph looks back"


def _strength(figure: Figure, sentence: Sentence, code: str | None) -> Fact | None:
    if code is None:
        return None
    label, words = codelists.labels("strength", "en")[code], strength.words(figure, sentence)
    if not words:
        return Fact("strength", label, "no word such as 确保 or 力争 stands before it")
    lead = "" if words in figure.before else ", in the first sentence of its paragraph"
    return Fact("strength", label, _from(words) + lead)


def _binding(figure: Figure, sentence: Sentence, code: str | None) -> Fact | None:
    words = binding.words(figure, sentence) if code else ""
    return Fact("binding", codelists.labels("binding", "en")[code or ""], _from(words)) if words else None
