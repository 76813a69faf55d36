"""The weights of ``lexicon/evidence.csv``, learned from annotated reports: ``python -m tools.learn_parts FOLDER [FOLDER ...]``.

The folders hold ``<place>/<year>.md``; of the reports that ``tests/measuring/parts.tsv`` annotates those are read whose text is the
one that was annotated. The words, what is expected of them, and the costs of a cut (``lexicon/cuts.csv``) are written by hand;
only the weights are learned, in two steps. First every stretch by itself: which words stand in a review, a plan, behind the end
(logistic regression, drawn to what is expected). Then whole reports: how the words must weigh so that the right cut is the best (a
chain with the costs as they are, drawn to the first step). A report is learned three times: whole, in short (headings and the first
paragraph under each) and as its headings alone, so that short texts are cut well too. It takes half a minute; the same
annotations give the same weights.

``--score`` learns nothing and prints how many rows stand in the wrong part.
"""

import argparse
import csv
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.measuring import parts as annotations
from pipelines.measuring.parts import Annotated
from pipelines.reports.lookup import read_file
from pipelines.targets import lexicon
from pipelines.targets.parts import cut, evidence
from pipelines.targets.parts.evidence import BODY, HEADING, OPENING, PARTS, POSITION, Key
from pipelines.targets.parts.lines import FRONT, SECTION, UNNUMBERED_HEADING, Stretch, lines_of, stretches
from pipelines.targets.reading import read

ANNOTATED = Path(__file__).parents[1] / "tests" / "measuring" / "parts.tsv"
# A weight of the table is so much times that of the model.
SCALE = 10
# What is expected of a word, before anything is learned: for the part that it names, against the others.
_EXPECTED = {"review": (0.8, -0.8, -0.8), "plan": (-0.8, 0.8, -0.8), "end": (0.0, 0.0, 1.6)}
_SURE = {HEADING: 1.6, OPENING: 0.9, BODY: 0.5, POSITION: 0.0}
_END_IS_RARE = -2.0
_UNKNOWN = -1
_SEED = 1
Model = dict[Key, list[float]]
Keys = list[Key]
Three = list[float]


class Example(NamedTuple):
    """A report to learn from: its stretches, what speaks in each, and the part of each as its number in PARTS, or unknown."""

    stretches: list[Stretch]
    spoken: list[Keys]
    parts: list[int]


def example(annotated: Annotated, text: str, year: int | None) -> Example:
    """An annotated report as stretches."""
    reading = read(text)
    own = list(stretches(lines_of(reading.text)))
    labels = [annotated.at(reading.at(min(stretch.start + 3, stretch.end - 1))) for stretch in own]
    parts = [_UNKNOWN if label.doubtful else PARTS.index(label.part) for label in labels]
    return Example(own, cut.witnesses(reading.text, own, year), parts)


def in_short(report: Example) -> Example:
    """Its sections' headings with the first stretch under each, and where it turns; nothing of where in the text they stand."""
    kept, since = [], 9
    for number, stretch in enumerate(report.stretches):
        begins = stretch.place in (SECTION, UNNUMBERED_HEADING) or _turns(report, number)
        since = 0 if begins else since + 1
        if since <= 1 or stretch.place == FRONT:
            kept.append(number)
    return _part_of(report, kept, lambda key: key[0] != POSITION)


def headings_of(report: Example) -> Example:
    """Its sections' headings, and how the stretches begin where it turns, each with what follows it as if nothing stood there."""
    kept = [
        number
        for number, stretch in enumerate(report.stretches)
        if stretch.place in (FRONT, SECTION, UNNUMBERED_HEADING) or _turns(report, number)
    ]
    return _part_of(report, kept, lambda key: key[0] in (HEADING, OPENING))


def _turns(report: Example, number: int) -> bool:
    return number > 0 and report.parts[number] != report.parts[number - 1]


def _part_of(report: Example, kept: list[int], speaks: Callable[[Key], bool]) -> Example:
    return Example(
        [report.stretches[number] for number in kept],
        [[key for key in report.spoken[number] if speaks(key)] for number in kept],
        [report.parts[number] for number in kept],
    )


class Learner:
    """Weights that go uphill by small steps, the smaller the more they have gone (Adagrad), and are drawn to where they began."""

    def __init__(self, began: Model, rate: float, drawn: float, slow: float) -> None:
        self.model: Model = {key: list(weights) for key, weights in began.items()}
        self._began, self._rate, self._drawn, self._slow = began, rate, drawn, slow
        self._gone: Model = {}

    def step(self, gradients: dict[Key, Three]) -> None:
        """Move the weights of some words."""
        for key, gradient in gradients.items():
            own, gone = self.model[key], self._gone.setdefault(key, [self._slow] * 3)
            for part in range(3):
                if key[0] == POSITION and PARTS[part] == evidence.END:
                    continue  # the last tenth is as a rule no glossary
                up = gradient[part] - self._drawn * (own[part] - self._began[key][part])
                gone[part] += up * up
                own[part] += self._rate * up / math.sqrt(gone[part])


def expected() -> Model:
    """The weights before anything is learned."""
    none = (0.0, 0.0, 0.0)
    return {
        (row["place"], row["word"]): [_SURE[row["place"]] * one for one in _EXPECTED.get(row["expected"], none)]
        for row in lexicon.read("evidence")
    }


def learn_stretches(reports: Sequence[Example]) -> Model:
    """The first step: each stretch by itself."""
    learner = Learner(expected(), rate=0.2, drawn=0.05, slow=0.1)
    single = [
        (keys, part)
        for report in reports
        for stretch, keys, part in zip(report.stretches, report.spoken, report.parts, strict=True)
        if part != _UNKNOWN and stretch.place != FRONT and keys
    ]
    order = random.Random(_SEED)
    for _ in range(4):
        order.shuffle(single)
        for keys, part in single:
            shares = _shares([sum(learner.model[key][one] for key in keys) for one in range(3)], (0, 0, _END_IS_RARE))
            up = [(one == part) - share for one, share in enumerate(shares)]
            if max(map(abs, up)) > 0.02:
                learner.step(dict.fromkeys(keys, up))
    return learner.model


def _shares(scores: Sequence[float], bonus: Sequence[float]) -> list[float]:
    raised = [score + more for score, more in zip(scores, bonus, strict=True)]
    powers = [math.exp(score - max(raised)) for score in raised]
    return [power / sum(powers) for power in powers]


def learn_reports(reports: Sequence[Example], began: Model) -> Model:
    """The second step: whole reports, in short and as headings too."""
    learner = Learner(began, rate=0.05, drawn=0.3, slow=0.1)
    chains = [each for report in reports for each in (report, in_short(report), headings_of(report)) if each.stretches]
    order = random.Random(_SEED)
    for _ in range(3):
        order.shuffle(chains)
        for chain in chains:
            given, free = (_marginals(chain, learner.model, known) for known in (True, False))
            gradients: dict[Key, Three] = {}
            for keys, own, any_ in zip(chain.spoken, given, free, strict=True):
                up = [first - second for first, second in zip(own, any_, strict=True)]
                if sum(map(abs, up)) > 0.001:
                    for key in keys:
                        gradient = gradients.setdefault(key, [0.0] * 3)
                        gradient[:] = [one + more for one, more in zip(gradient, up, strict=True)]
            learner.step(gradients)
    return learner.model


def _marginals(chain: Example, model: Model, known: bool) -> list[Three]:
    """How likely each part is for each stretch, over all cuts of the report; ``known``: over those that its annotation allows."""
    scores = [
        _score(keys, model, part if known else _UNKNOWN) for keys, part in zip(chain.spoken, chain.parts, strict=True)
    ]
    changes = list(_changes(chain))
    ahead: list[Three] = [[scores[0][0], scores[0][1] - cut.costs()[cut.START, 0, 1] / SCALE, _NEVER]]
    for score, change in zip(scores[1:], changes[1:], strict=True):
        ahead.append([score[to] + _log_sum([ahead[-1][of] - change[of][to] for of in range(3)]) for to in range(3)])
    back: list[Three] = [[0.0] * 3]
    for score, change in zip(reversed(scores[1:]), reversed(changes[1:]), strict=True):
        last = back[-1]
        back.append([_log_sum([last[to] + score[to] - change[of][to] for to in range(3)]) for of in range(3)])
    total = _log_sum(ahead[-1])
    return [
        [math.exp(min(0.0, before + after - total)) for before, after in zip(first, second, strict=True)]
        for first, second in zip(ahead, reversed(back), strict=True)
    ]


_NEVER = -1e9


def _score(keys: Keys, model: Model, only: int) -> Three:
    rare = (0, 0, cut.costs()[cut.SILENT, 2, 2] / SCALE)
    return [
        sum(model[key][part] for key in keys) - rare[part] if only in (part, _UNKNOWN) else _NEVER for part in range(3)
    ]


def _changes(chain: Example) -> Iterator[list[list[float]]]:
    """What each change of part costs at each stretch; none is possible before the greeting."""
    never = [[0.0 if of == to else -_NEVER for to in range(3)] for of in range(3)]
    began = False
    for stretch, keys in zip(chain.stretches, chain.spoken, strict=True):
        if stretch.place == FRONT or not began:
            yield never
        else:
            price = cut.prices(stretch.place, frozenset(keys), cut.costs())
            yield [[0.0 if of == to else price[of, to] / SCALE for to in range(3)] for of in range(3)]
        began = began or stretch.place != FRONT


def _log_sum(scores: Three) -> float:
    greatest = max(scores)
    return greatest + math.log(sum(math.exp(score - greatest) for score in scores))


def weights_of(model: Model) -> evidence.Weights:
    """The weights as whole numbers; review and plan are measured from their middle."""
    middles = {key: (review + plan) / 2 for key, (review, plan, _) in model.items()}
    return {
        key: (
            round(SCALE * (weights[0] - middles[key])),
            round(SCALE * (weights[1] - middles[key])),
            round(SCALE * (weights[2] - middles[key])),
        )
        for key, weights in model.items()
    }


def write(weights: evidence.Weights) -> None:
    """Put the weights into the table of the lexicon."""
    rows = lexicon.read("evidence")
    with (lexicon.FOLDER / "evidence.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["word", "place", "expected", "review", "plan", "end"])
        for row in rows:
            table.writerow([row["word"], row["place"], row["expected"], *weights[row["place"], row["word"]]])


def learned(reports: Sequence[Example]) -> evidence.Weights:
    """The weights that the reports teach."""
    return weights_of(learn_reports(reports, learn_stretches(reports)))


def reports_in(folders: Iterable[Path], file: Path = ANNOTATED) -> list[tuple[Annotated, str, int | None]]:
    """The annotated reports that the folders hold, with text and year."""

    def text_of(path: str) -> tuple[str, str, int | None]:
        path_there = next((folder / path for folder in folders if (folder / path).exists()), None)
        if path_there is None:
            raise FileNotFoundError(path)
        report = read_file(path_there)
        return report.text, report.text_sha256, report.year

    return annotations.at_hand(annotations.read(file), text_of)


def main() -> None:
    """Learn and write, or score."""
    parser = argparse.ArgumentParser(prog="python -m tools.learn_parts")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--score", action="store_true", help="learn nothing, print the rows in the wrong part")
    parser.add_argument("--annotated", type=Path, default=ANNOTATED, help="another table of annotated reports")
    options = parser.parse_args()
    there = reports_in(options.folders, options.annotated)
    if not options.score:
        write(learned([example(*report) for report in there]))
        print(f"learned from {len(there)} reports")
        return
    counted = [annotations.count(*report) for report in there]
    for report in sorted(counted, key=lambda each: -each.wrong):
        if report.wrong:
            print(f"{report.path}: {report.wrong} of {report.rows}")
    wrong, rows, bad = annotations.summary(counted)
    share = 100 * wrong / max(rows, 1)
    print(
        f"{wrong} of {rows} rows stand in the wrong part ({share:.2f} %); {bad} of {len(counted)} reports over a fifth"
    )


if __name__ == "__main__":
    main()
