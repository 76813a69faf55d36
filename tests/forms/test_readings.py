"""What is held and what a second reading says comes to people in every form, where a package has the columns, and nothing is missing where it has not."""

import re
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pipelines.forms import workbook
from pipelines.forms.brief import briefs, headline_en, headline_zh
from pipelines.forms.page import page
from pipelines.forms.page.data import columns
from pipelines.forms.page.printed import with_newest
from pipelines.forms.readme import readme
from pipelines.forms.rows import joined
from pipelines.packages.candidate import Candidate
from pipelines.packages.contents import contents
from pipelines.wording.rows import with_words
from schemas import codelists
from tests.packages.conftest import JUDGED, definition, outcome, tables, target

CONFIRMED, HELD = "650000-2023@5", "650000-2023@6"
NEW = ("status_reason", "reading")
BRIEF = "briefs/650000-2023"


def packaged(*, with_columns: bool) -> dict[str, pl.DataFrame]:
    """A package of two far verdicts, one confirmed and one held; with the columns that say so, or of a version without them."""
    stored = tables(targets=[target(n) for n in (5, 6)], outcomes=[outcome(n, **JUDGED) for n in (5, 6)], matches=[])
    held = pl.col("target_id") == HELD
    held_status = stored["outcomes"].with_columns(status=pl.when(held).then(pl.lit("held")).otherwise("status"))
    chosen = contents(definition(), stored | {"outcomes": held_status})
    said = {
        "status_reason": pl.when(held).then(pl.lit("amount_far")),
        "reading": pl.when(~held).then(pl.lit("confirmed")),
    }
    outcomes = chosen["outcomes"].drop(NEW, strict=False)
    return chosen | {"outcomes": outcomes.with_columns(**said) if with_columns else outcomes}


def overview(files: dict[str, pl.DataFrame], folder: Path) -> dict[str, dict[str, object]]:
    """The rows of the workbook's sheet of targets by their ids."""
    workbook.write(Candidate(definition(), "1.0.0", files, {}, 0, folder))
    header, *rows = openpyxl.load_workbook(folder / "small-2023.xlsx")["目标与结果"].iter_rows(values_only=True)
    names = [str(title).splitlines()[0] for title in header]
    return {str(row["目标编号"]): row for row in (dict(zip(names, row, strict=True)) for row in rows)}


@pytest.mark.parametrize("with_columns", [True, False])
def test_a_held_verdict_is_counted_as_undecided_and_explained(with_columns: bool, tmp_path: Path) -> None:
    files = packaged(with_columns=with_columns)
    html = page(definition(), "1.0.0", files, {}, {})
    assert "存疑待核" in html and "没有人核对过的，不称人工核对" in html
    brief = briefs(definition(), "1.0.0", files)[f"{BRIEF}.md"]
    assert headline_zh({"met": 1, "held": 1}) in brief and "### ! 存疑待核：1项" in brief
    assert headline_en({"met": 1, "held": 1}) in brief
    said = readme(Candidate(definition(), "1.0.0", files, {}, 0, tmp_path))
    assert re.search(r"^\| ! 存疑待核 \| .+ \| 1 \| 50% \|$", said, re.MULTILINE)
    assert overview(files, tmp_path)[HELD]["判定"] == "存疑待核"


def test_nothing_is_said_of_held_verdicts_on_a_page_that_has_none() -> None:
    files = packaged(with_columns=True)
    outcomes = files["outcomes"].with_columns(status=pl.lit("met"))
    assert "没有人核对过的" not in page(definition(), "1.0.0", files | {"outcomes": outcomes}, {}, {})


def test_a_reading_stands_beside_its_verdict(tmp_path: Path) -> None:
    files = packaged(with_columns=True)
    brief = briefs(definition(), "1.0.0", files)
    for text in brief.values():
        assert text.count(f"复核：{codelists.labels('finding', 'zh')['confirmed']}。") == 1
        assert text.count(f"Second reading: {codelists.labels('finding', 'en')['confirmed']}.") == 1
    rows = overview(files, tmp_path)
    assert [rows[id]["判定"] for id in (CONFIRMED, HELD)] == ["实现", "存疑待核"]
    cells = dict(columns(with_words(with_newest(joined(files)))))
    assert [cells[name].each() for name in NEW] == [[None, "amount_far"], ["confirmed", None]]


def test_a_version_without_the_columns_has_every_form_without_them(tmp_path: Path) -> None:
    files = packaged(with_columns=False)
    assert not {*NEW} & {name for name, _ in columns(with_words(with_newest(joined(files))))}
    assert "复核：" not in briefs(definition(), "1.0.0", files)[f"{BRIEF}.md"]
    assert overview(files, tmp_path)[HELD]["判定"] == "存疑待核"
