"""What is said and drawn of a status stands in the codelist alone: a new row there is all that a new status needs."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from pipelines.forms import workbook
from pipelines.forms.brief import briefs, headline_en, headline_zh
from pipelines.forms.charts import write_charts
from pipelines.forms.charts.glyphs import printable
from pipelines.forms.page import page
from pipelines.forms.page.document import FOLDER as PAGE
from pipelines.forms.readme import readme
from pipelines.packages.candidate import Candidate
from pipelines.packages.contents import contents
from schemas import codelists
from schemas.codelists.statuses import SHAPES, Status, statuses
from tests.forms.test_charts import svg_texts
from tests.packages.conftest import JUDGED, definition, outcome, tables, target

EVERY = [pytest.param(status, id=code) for code, status in statuses().items()]
# One that figures decide, and one that they do not.
HALFWAY = "status,halfway,过半,halfway,made up,true,■,square,#123456,#ABCDEF,{}项过半,{} is halfway|{} are halfway"
LOST = "status,lost,遗失,lost,made up,false,∅,,#654321,,{}项遗失,{} got lost"


def forget() -> None:
    for cached in (codelists.read, codelists.codes, codelists.labels, codelists.decided, statuses):
        cached.cache_clear()


@pytest.fixture
def two_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The codelists with two more statuses."""
    folder = shutil.copytree(codelists.FOLDER, tmp_path / "codelists")
    with (folder / "codes.csv").open("a", encoding="utf-8") as file:
        file.write(f"{HALFWAY}\n{LOST}\n")
    monkeypatch.setattr(codelists, "FOLDER", folder)
    forget()
    yield
    monkeypatch.undo()
    forget()


def with_two_more() -> dict[str, pl.DataFrame]:
    """A package of three targets: one met, one halfway, one lost."""
    stored = tables(
        targets=[target(n) for n in (5, 6, 7)], outcomes=[outcome(n, **JUDGED) for n in (5, 6, 7)], matches=[]
    )
    other = {"650000-2023@6": "halfway", "650000-2023@7": "lost"}
    status = pl.col("target_id").replace_strict(other, default="met")
    return contents(definition(), stored | {"outcomes": stored["outcomes"].with_columns(status=status)})


@pytest.mark.parametrize("status", EVERY)
def test_every_status_has_a_word_a_look_and_a_wording_in_both_languages(status: Status) -> None:
    for cell in (status.label_zh, status.label_en, status.sign):
        assert cell == cell.strip() != ""
    assert re.fullmatch(r"#[0-9a-f]{6}", status.colour)
    assert not status.shape or SHAPES[status.shape] == status.sign, "a chart draws the sign that stands on the page"
    assert bool(status.shape) == status.decided
    assert printable(status.sign) == status.sign
    assert [wording.count("{}") for wording in (status.wording_zh, *status.wording_en)] == [1, 1, 1]
    assert bool(status.ground) == status.decided


def test_no_two_statuses_look_or_sound_alike() -> None:
    for name in ("label_zh", "label_en", "sign", "colour", "wording_zh", "wording_en"):
        cells = [getattr(status, name) for status in statuses().values()]
        assert len(set(cells)) == len(cells), name


def test_the_page_s_style_has_a_colour_of_its_own_for_what_is_decided_and_one_for_the_rest() -> None:
    style = (PAGE / "src" / "page.css").read_text(encoding="utf-8")
    for code in codelists.decided():
        assert f".bar .{code} {{ background: var(--{code}); }}" in style
        assert f".verdict.{code} {{ color: var(--{code}); }}" in style
    assert re.search(r"^\.bar span \{[^}]* background: var\(--open\); \}", style, re.MULTILINE)
    assert re.search(r"^\.verdict \{[^}]* color: var\(--open\);", style, re.MULTILINE)


def test_a_new_status_is_counted_in_the_headlines(two_more: None) -> None:
    counts = {"met": 3, "halfway": 1, "lost": 2}
    assert headline_zh(counts) == "6项目标中，4项有结果可比：3项实现（75%），1项过半。其余2项没有可用的结果：2项遗失。"
    assert headline_en(counts) == (
        "Of 6 targets, four have a comparable result: three were met (75%) and one is halfway. Two have no usable result: two got lost."
    )


def test_a_new_status_has_its_group_in_a_brief_with_its_sign_and_colour(two_more: None) -> None:
    files = briefs(definition(), "1.0.0", with_two_more())
    assert "### ■ 过半：1项" in files["briefs/650000-2023.md"]
    assert "### ∅ Lost: 1 target" in files["briefs/650000-2023.md"]
    assert '<h3><span style="color: #123456">■</span> 过半：1项</h3>' in files["briefs/650000-2023.html"]


def test_a_new_status_is_a_row_of_the_readme_and_its_target_is_listed(two_more: None, tmp_path: Path) -> None:
    text = readme(Candidate(definition(), "1.0.0", with_two_more(), {}, 0, tmp_path))
    english, chinese = text.split("## 中文")
    for part, halfway, lost in ((english, "halfway", "lost"), (chinese, "过半", "遗失")):
        assert re.search(rf"^\| ■ {halfway} \| .* \| 1 \| 33% \|$", part, re.MULTILINE)
        assert re.search(rf"^\| ∅ {lost} \| .* \| 1 \| 33% \|$", part, re.MULTILINE)
        assert f"| ■ {halfway} |" in part.split("|---|---|---|---|---|---|---|---|")[1]


def test_a_new_status_is_explained_and_marked_in_the_workbook(two_more: None, tmp_path: Path) -> None:
    workbook.write(Candidate(definition(), "1.0.0", with_two_more(), {}, 0, tmp_path))
    book = openpyxl.load_workbook(tmp_path / "small-2023.xlsx")
    said = [row[:2] for row in book["说明 About"].iter_rows(values_only=True)]
    assert any(zh.startswith("■ 过半（1项）") and en.startswith("■ Halfway (1)") for zh, en in said if zh and en)
    rules: list[Any] = [rule for found in book["outcomes"].conditional_formatting for rule in found.rules]
    grounds = {rule.formula[0]: rule.dxf.fill.bgColor.rgb for rule in rules}
    assert grounds['"过半"'].endswith("ABCDEF")
    assert '"遗失"' not in grounds


def test_a_new_status_is_drawn_and_counted_in_the_charts(two_more: None, tmp_path: Path) -> None:
    write_charts(definition(), "1.0.0", with_two_more(), tmp_path)
    assert {"过半 1", "遗失 1", "halfway", "lost"} <= set(svg_texts(tmp_path / "chart_verdicts.svg"))
    assert "过半 halfway" in svg_texts(tmp_path / "chart_targets.svg")
    for colour in ("#123456", "#654321"):
        assert colour in (tmp_path / "chart_verdicts.svg").read_text(encoding="utf-8")


def test_a_new_status_has_its_sign_and_its_count_on_the_page(two_more: None) -> None:
    html = page(definition(), "1.0.0", with_two_more(), {}, {})
    legend = re.search(r'<ul class="legend">(.+?)</ul>', html, re.DOTALL)
    assert legend
    words = re.sub(r"<[^>]+>", "", legend[1])
    assert "■" in words and "过半" in words and "∅" in words and "lost" in words
