"""What a run does with reports that come late, change while they are read, or go: it makes again what is made of them, and nothing else."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines import definitions
from pipelines.base.parquet import files
from pipelines.base.progress import LOGGER
from pipelines.base.settings import settings
from pipelines.cli import summary as show
from pipelines.line.run import RunError, run
from pipelines.line.summary import Summary
from pipelines.outcomes.as_of import turn
from pipelines.outcomes.judge import connected

# Two targets, and a row that no spreadsheet would take for text.
REPORT = (
    "{year}年{name}政府工作报告\n\n今年的主要预期目标是：地区生产总值增长{growth}%左右；粮食产量稳定在240亿斤以上。"
    "大力推广=棉花产量5万吨。\n"
)
# The next report, which says what came of the first of them.
NEXT = REPORT.replace("今年的", "一、2023年工作回顾\n\n2023年，地区生产总值增长6.4%。\n\n二、2024年主要目标\n\n今年的")
TABLES = ("reports", "targets", "targets_rejects", "achieved", "claims", "outcomes", "matches", "candidates")


def report(name: str, year: int, growth: str = "6") -> str:
    return REPORT.format(name=name, year=year, growth=growth)


def judge(store: str = "store") -> Summary:
    """The line but for its packages."""
    under = settings()
    return run(definitions.line(under.model_copy(update={"store": under.store.parent / store})), definitions.JUDGING)


@pytest.fixture
def three(data: Path, add_report: Callable[..., Path]) -> Path:
    """Reports of two provinces for 2023 and of one for 2024, judged; without statistics."""
    (data / "raw" / "statistics").mkdir()
    add_report(report("甘肃省", 2023), "620000", 2023)
    add_report(report("青海省", 2023), "630000", 2023)
    add_report(NEXT.format(name="甘肃省", year=2024, growth="6"), "620000", 2024, sidecar='published = "2024-01-23"\n')
    judge()
    return data


def growth(store: Path) -> str:
    """What became of the growth that Gansu aimed at in 2023."""
    outcomes, targets = (pl.read_parquet(store / table / "2023.parquet") for table in ("outcomes", "targets"))
    of_gansu = targets.filter(region_code="620000", indicator="地区生产总值").join(outcomes, on="target_id")
    return str(of_gansu["status"].item())


def tables(store: Path) -> Mapping[str, pl.DataFrame]:
    return {
        f"{table}/{path.stem}": pl.read_parquet(path) for table in TABLES for path in (store / table).glob("*.parquet")
    }


def rewrite(path: Path, change: pl.Expr) -> None:
    """Another cell in a stored table, as if it had been read so."""
    metadata = {name: value for name, value in pl.read_parquet_metadata(path).items() if name.startswith("mubiao.")}
    files(path.parent).write(path.name, pl.read_parquet(path).with_columns(change), metadata)


@contextmanager
def when(step: str, does: Callable[[], object]) -> Iterator[None]:
    """Something that happens beside a run, as one of its steps begins."""

    class Beside(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() == step:
                does()

    handler, level = Beside(), LOGGER.level
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)
        LOGGER.setLevel(level)


def test_a_changed_report_is_read_again_alone_and_the_tables_are_those_of_reading_all(
    three: Path, add_report: Callable[..., Path]
) -> None:
    of_qinghai = pl.col("region_code") == "630000"
    kept = pl.when(of_qinghai).then(pl.lit("某种产量")).otherwise("indicator").alias("indicator")
    rewrite(three / "store" / "targets" / "2023.parquet", kept)
    add_report(report("甘肃省", 2023, growth="7"), "620000", 2023)
    add_report(report("宁夏回族自治区", 2023), "640000", 2023)
    judge()
    targets = pl.read_parquet(three / "store" / "targets" / "2023.parquet")
    assert set(targets.filter(of_qinghai)["indicator"]) == {"某种产量"}, "it was not read again"
    assert targets.filter(region_code="620000")["value"].to_list()[0] == 7
    assert targets["region_code"].unique(maintain_order=True).to_list() == ["620000", "630000", "640000"]
    rewrite(three / "store" / "targets" / "2023.parquet", pl.lit("gdp").alias("indicator_id"))
    (three / "store" / "targets_rejects" / "2023.parquet").unlink()
    add_report(report("宁夏回族自治区", 2023, growth="8"), "640000", 2023)
    judge()
    judge("anew")
    stored, anew = tables(three / "store"), tables(three / "anew")
    assert stored.keys() == anew.keys()
    assert [name for name in anew if not stored[name].equals(anew[name])] == []
    assert anew["targets_rejects/2023"]["row"].to_list() == [1, 2, 3]


def test_a_text_that_is_completed_while_it_is_worked_on_is_read_at_the_next_run(
    three: Path, add_report: Callable[..., Path]
) -> None:
    half, whole = report("青海省", 2024)[:60], report("青海省", 2024)
    path = add_report(half, "630000", 2024)
    with when("targets", lambda: path.write_text(whole, encoding="utf-8")):
        judge()
    assert pl.read_parquet(three / "store" / "reports" / "2024.parquet")["text"].to_list()[-1] != whole
    judge()
    judge("anew")
    stored, anew = tables(three / "store"), tables(three / "anew")
    assert [name for name in anew if not stored[name].equals(anew[name])] == []
    assert judge().remade == []


def test_a_text_that_changes_between_the_look_and_the_reading_stops_the_run_and_nothing_of_it_is_stored(
    three: Path, add_report: Callable[..., Path]
) -> None:
    first, second = report("青海省", 2024), report("青海省", 2024, growth="9")
    path = add_report(first, "630000", 2024)
    with (
        when("reports", lambda: path.write_text(second, encoding="utf-8")),
        pytest.raises(RunError, match=r"630000/2024\.txt: the file changed while it was read\. Run again"),
    ):
        judge()
    assert pl.read_parquet(three / "store" / "reports" / "2024.parquet").height == 1
    judge()
    targets = pl.read_parquet(three / "store" / "targets" / "2024.parquet")
    assert targets.filter(region_code="630000")["value"].to_list()[0] == 9


def test_the_only_report_of_a_year_that_goes_takes_its_year_and_its_verdicts_with_it_and_is_named(
    three: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert growth(three / "store") == "met"
    (three / "raw" / "reports" / "620000" / "2024.txt").unlink()
    gone = judge()
    assert gone.removed["report_id"].to_list() == ["620000-2024"]
    assert list((three / "store").glob("*/2024.parquet")) == []
    assert growth(three / "store") == "pending", "nothing says any more that the year is over"
    assert set(pl.read_parquet(three / "store" / "attainment_by_region_year.parquet")["year"]) == {2023}
    show.removed(gone.removed)
    said = "warning: removed: 1 report no longer at hand, whose rows are out of all tables: 620000-2024\n"
    assert capsys.readouterr().err == said
    assert judge().remade == []


def test_a_report_that_stopped_a_run_is_forgotten_once_it_is_removed_as_the_error_says(
    three: Path, add_report: Callable[..., Path]
) -> None:
    bad = add_report(b"", "640000", 2023)
    with pytest.raises(RunError, match=r"640000/2023\.txt: the file is empty"):
        judge()
    bad.unlink()
    add_report("half a download", "640000", "2023.md", suffix=".part")
    add_report("a copy", "640000", "2023", suffix=".bak")
    add_report(report("青海省", 2024), "630000", 2024)
    judged = judge()
    assert judged.left_out["kind"].to_list() == ["ignored", "ignored"]
    assert judged.changed["report_id"].to_list() == ["630000-2024"]


def test_the_day_of_knowledge_moves_no_verdict_within_a_month_but_over_its_end() -> None:
    days = [date(2026, 3, 1), date(2026, 3, 27), date(2026, 3, 28), date(2026, 3, 31), date(2026, 4, 1)]
    assert [turn(day) for day in days] == ["2026-03", "2026-03", "2026-03-28", "2026-03-31", "2026-04"]
    with connected(pl.DataFrame({"as_of": [days[0]]})) as connection:
        for period in ("2023", "2023/2025", "2023-02", "2024-06", "2023-01/2023-03"):
            (ends,) = connection.execute(f"SELECT final_day('{period}')").fetchone() or ()
            due = connection.execute("SELECT ?::DATE + to_months(getvariable('due_months'))", [ends]).fetchone() or ()
            assert ends.day >= 28 and due[0].day >= 28, period
