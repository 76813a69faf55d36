"""The descriptor says how right a package is: by field at first look, and by verdict as people checked them, with the day."""

from datetime import date
from typing import Any

import polars as pl

import schemas
from pipelines.packages.metadata.descriptor import descriptor
from pipelines.packages.metadata.quality import quality
from schemas import contract
from tests.packages.conftest import definition, tables


def score(round_: str, look: str, name: str, right: int, kind: str = "field") -> dict[str, Any]:
    return {"set": round_, "look": look, "kind": kind, "name": name, "reports": 4, "gold": 100, "predicted": 80, "right": right, "precision": "0.5", "recall": "0.5", "f1": "0.5"}  # fmt: skip


def check(draw: date, kind: str, name: str, right: int, sample: str = "random") -> dict[str, Any]:
    return {"draw": draw, "version": "2.0.0", "sample": sample, "kind": kind, "name": name, "read": 50, "right": right, "arguable": 1, "wrong": 49 - right, "precision": f"{right / 50:.4f}"}  # fmt: skip


def table(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    split = contract.split(schemas.model(name), rows, name)
    assert split.rejects.is_empty(), split.rejects
    return split.good


def test_fields_are_those_of_all_rounds_together_at_first_look() -> None:
    scores = [score("A", "first", "value", 70), score("B", "first", "value", 74), score("B", "latest", "value", 80),
              score("gold", "first", "value", 1), score("A", "first", "growth", 3, "rule")]  # fmt: skip
    assert quality({"extraction_scores": table("extraction_scores", scores)}) == {
        "fields": {
            "value": {
                "look": "first",
                "reports": 8,
                "gold": 200,
                "predicted": 160,
                "right": 144,
                "precision": 0.9,
                "recall": 0.72,
                "f1": 0.8,
            }
        }
    }


def test_verdicts_are_those_of_the_newest_draw_of_each_sample_with_its_day() -> None:
    old, new = date(2026, 5, 1), date(2026, 11, 30)
    checks = [check(old, "all", "all", 30), check(new, "all", "all", 48), check(new, "verdict", "met", 47), check(new, "link", "code", 46),
              check(old, "all", "all", 40, "loudest")]  # fmt: skip
    said = quality({"verdict_checks": table("verdict_checks", checks)})["verdicts"]
    assert (said["random"]["date"], said["random"]["right"], said["random"]["precision"]) == ("2026-11-30", 48, 0.96)
    assert said["random"]["by_verdict"] == {
        "met": {"read": 50, "right": 47, "arguable": 1, "wrong": 2, "precision": 0.94}
    }
    assert (said["loudest"]["date"], said["loudest"]["right"]) == ("2026-05-01", 40)


def test_a_package_that_nobody_checked_says_nothing_of_it() -> None:
    empty = contract.empty(schemas.model("verdict_checks"))
    assert quality({"verdict_checks": empty}) == quality({}) == {}
    assert "quality" not in descriptor(definition(), "1.0.0", tables(), {})
    scores = table("extraction_scores", [score("A", "first", "value", 70)])
    assert (
        descriptor(definition(), "1.0.0", {**tables(), "extraction_scores": scores}, {})["quality"]["fields"]["value"][
            "right"
        ]
        == 70
    )
