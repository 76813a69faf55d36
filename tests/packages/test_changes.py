"""What differs between versions is told: between any two on demand, and of all of them in a change log beside them."""

import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import schemas
from pipelines.packages import around, changelog, versions
from pipelines.packages.catalogue import read_catalog
from pipelines.packages.diff import Difference, diff, versions_of
from pipelines.packages.publish import publish
from schemas import contract
from schemas.errors import InputError
from tests.packages.conftest import JUDGED, STATISTIC, definition, outcome, tables, target

NAME = "small-2023"
FIGURE = STATISTIC | {"value": "511.3", "value_base": "5113000"}
FEWER = {"targets": [target(5), target(40)], "outcomes": [outcome(5, **JUDGED), outcome(40)]}


def again(published: Path, changed: dict[str, Any], **told: Any) -> Path:
    return published / publish(definition(**told), tables(**changed), {"targets": 0}, 0, published).path


@pytest.fixture(scope="session")
def many_once(published_once: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four versions: a figure revised, then a target withdrawn and a table's end announced, then the table left out."""
    published = Path(shutil.copytree(published_once[0], tmp_path_factory.mktemp("many") / "published"))
    again(published, {"candidates": [FIGURE]})
    again(published, {"candidates": [FIGURE]} | FEWER, deprecated=("units",))
    fewer = tuple(table for table in definition().tables if table != "units")
    again(published, {"candidates": [FIGURE]} | FEWER, tables=fewer)
    return published


def compared(named: list[str], published: Path) -> Difference:
    old, new = versions_of(named, published)
    return diff(old.folder, new.folder)


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["table"], row["key"], row["column"], row["kind"]) for row in rows]


def test_versions_that_are_no_neighbours_are_compared(many_once: Path) -> None:
    found = compared([NAME, "1.0.0", "1.1.0"], many_once)
    assert (found.old["version"], found.new["version"], found.shape) == ("1.0.0", "1.1.0", [])
    assert told(list(found.rows())) == [
        ("outcomes", '["650000-2023@300"]', "*", "withdrawn"),
        ("statistics", '["650000-2023-0123456789ab"]', "value", "source_revised"),
        ("statistics", '["650000-2023-0123456789ab"]', "value_base", "source_revised"),
        ("targets", '["650000-2023@300"]', "*", "withdrawn"),
    ]
    back = compared([NAME, "1.1.0", "1.0.0"], many_once)
    assert [row["kind"] for row in back.rows()] == ["added", "source_revised", "source_revised", "added"]
    assert back.changes.filter(pl.col("column") == "value").select("old", "new").row(0) == ("511.300000", "511.200000")


def test_tables_and_columns_come_first_and_explain_their_rows(many_once: Path) -> None:
    found = compared([str(many_once / NAME), "1.1.0", "2.0.0"], many_once)
    first, *others = found.rows()
    assert (first["table"], first["key"], first["column"], first["kind"], first["reason"]) == (
        "units",
        None,
        "*",
        "withdrawn",
        "it is gone",
    )
    assert {row["table"] for row in others} == {"units"}
    assert list(found.by_table()) == [], "that the table is gone says that its rows are"


def test_the_old_and_the_new_version_are_named_in_any_way(many_once: Path) -> None:
    one, two, four = (many_once / NAME / version for version in ("1.0.0", "1.0.1", "2.0.0"))
    for named in (
        [str(one), str(two)],
        [f"{NAME}@1.0.0", str(two / "datapackage.json")],
        [NAME, "1.0.0", "1.0.1"],
        [str(many_once / NAME), "1.0.0", "1.0.1"],
        [f"{NAME}@1.0.1"],
    ):
        assert [version.folder for version in versions_of(named, many_once)] == [one, two], named
    assert [version.folder for version in versions_of([str(one), NAME], many_once)] == [one, four]


def test_one_package_alone_is_its_latest_version_and_the_one_before(many_once: Path) -> None:
    for named in (NAME, str(many_once / NAME)):
        assert [version.label for version in versions_of([named], many_once)] == [f"{NAME}@1.1.0", f"{NAME}@2.0.0"]
    with pytest.raises(InputError, match="there is no version before it to compare it with"):
        versions_of([f"{NAME}@1.0.0"], many_once)


def test_what_is_not_there_is_told_with_what_is(many_once: Path) -> None:
    with pytest.raises(
        InputError, match=r"has no version 9\.0\.0; it has 1\.0\.0, 1\.0\.1, 1\.1\.0, 2\.0\.0 \(latest\)"
    ):
        versions_of([NAME, "1.0.0", "9.0.0"], many_once)
    with pytest.raises(InputError, match=r"A version is named after its package: NAME@1\.0\.0"):
        versions_of([NAME, "1.0.0"], many_once)
    with pytest.raises(InputError, match="4 are named"):
        versions_of([NAME] * 4, many_once)


def described(**columns: str) -> dict[str, Any]:
    fields = [{"name": name, "type": kind} for name, kind in columns.items()]
    return {"resources": [{"name": "t", "format": "parquet", "schema": {"fields": fields}}]}


def test_the_shape_of_a_table_is_its_columns_their_types_and_their_order() -> None:
    old = described(a="string", b="integer", c="date")
    assert versions.shape(old, described(a="string", b="integer", c="date", d="date")) == [("t", "d", "added")]
    assert versions.shape(old, described(a="string", b="integer")) == [("t", "c", "removed")]
    assert versions.shape(old, described(a="string", b="number", c="date")) == [("t", "b", "integer → number")]
    assert versions.shape(old, described(b="integer", a="string", c="date")) == [("t", "*", "moved")]
    assert versions.shape(old, {"resources": []}) == [("t", "*", "removed")]
    assert versions.shape(old, old) == []


@pytest.mark.parametrize(
    ("new", "keys", "version"),
    [
        ({"a": "string", "b": "integer"}, {1, 2}, None),
        ({"a": "string", "b": "integer"}, {1, 3}, "1.3.0"),
        ({"a": "string", "b": "integer"}, {1, 2, 3}, "1.3.0"),
        ({"a": "string", "b": "number"}, {1, 2}, "2.0.0"),
        ({"b": "integer", "a": "string"}, {1, 2}, "2.0.0"),
        ({"a": "string"}, {1, 3}, "2.0.0"),
    ],
    ids=["the same", "a row replaced by another", "a row more", "another type", "another order", "a column less"],
)
def test_the_next_number_follows_from_columns_and_keys(
    new: dict[str, str], keys: set[int], version: str | None
) -> None:
    old = described(a="string", b="integer") | {"version": "1.2.7"}
    rows = [{"t": pl.DataFrame({"a": sorted(ids)})} for ids in ({1, 2}, keys)]
    assert versions.next_version(old, described(**new), *rows) == version
    assert versions.patch("1.2.7") == "1.2.8"


def test_another_primary_key_is_a_new_number_of_the_first_kind() -> None:
    old, new = described(a="string", b="integer"), described(a="string", b="integer")
    old["version"] = "1.2.7"
    old["resources"][0]["schema"]["primaryKey"], new["resources"][0]["schema"]["primaryKey"] = ["a"], ["a", "b"]
    rows = {"t": pl.DataFrame({"a": ["x"], "b": [1]})}
    assert versions.next_version(old, new, rows, rows) == "2.0.0"
    assert versions.next_version(old, old, rows, rows) is None


RULE, SOURCE = {"polarities": {"polarity": "more"}}, {"statistics": {"value": 8}}
TEXT, READING = {"reports": {"raw_sha256": "f" * 64}}, {"outcomes": {"reading": "confirmed"}}
CODE = "the code that reads or judges changed"


@pytest.mark.parametrize(
    ("changed", "table", "kind", "reason"),
    [
        (RULE, "targets", "rule_changed", "a rule table or codelist changed"),
        (RULE, "outcomes", "rule_changed", "a rule table or codelist changed"),
        (SOURCE, "outcomes", "source_revised", "a raw text or a published figure changed"),
        (SOURCE, "targets", "extraction_fixed", CODE),
        (SOURCE | TEXT, "outcomes", "source_revised", "a raw text or a published figure changed"),
        (SOURCE | RULE, "outcomes", "several", "texts or figures changed, and rule tables or codelists too"),
        (SOURCE | RULE, "targets", "rule_changed", "a rule table or codelist changed"),
        (SOURCE | RULE, "polarities", "rule_changed", "a rule table or codelist changed"),
        (TEXT, "targets", "source_revised", "a raw text or a published figure changed"),
        (READING, "outcomes", "read_again", "somebody read a target and its figure again"),
        (READING | RULE, "outcomes", "rule_changed", "a rule table or codelist changed"),
        (READING, "targets", "extraction_fixed", CODE),
        (TEXT | SOURCE | RULE, "extraction_scores", "extraction_fixed", CODE),
        ({}, "targets", "extraction_fixed", CODE),
        ({}, "outcomes", "extraction_fixed", CODE),
    ],
)
def test_what_a_change_is_put_down_to_is_the_input_of_its_table_that_changed(
    changed: dict[str, dict[str, Any]], table: str, kind: str, reason: str
) -> None:
    old = {
        "reports": pl.DataFrame({"report_id": ["650000-2023"], "raw_sha256": ["0" * 64]}),
        "statistics": pl.DataFrame({"statistic_id": ["s"], "value": [7]}),
        "polarities": pl.DataFrame({"indicator_id": ["gdp"], "since": ["1949-01-01"], "polarity": ["less"]}),
        "targets": pl.DataFrame({"target_id": ["650000-2023@5"], "bound": ["exact"]}),
        "outcomes": pl.DataFrame({"target_id": ["650000-2023@5"], "reading": ["wrong_figure"], "status": ["met"]}),
        "extraction_scores": pl.DataFrame({"set": ["A"], "look": ["latest"], "kind": ["field"], "name": ["value"], "right": [1]}),
    }  # fmt: skip
    new = {
        name: frame.with_columns(**{column: pl.lit(cell) for column, cell in changed.get(name, {}).items()})
        for name, frame in old.items()
    }
    column, cell = {"targets": ("bound", "about"), "outcomes": ("status", "missed"), "polarities": ("polarity", "more"), "extraction_scores": ("right", 2)}[table]  # fmt: skip
    new[table] = new[table].with_columns(pl.lit(cell).alias(column))
    rows = versions.changes("1.0.1", old, new).filter(table=table, column=column).to_dicts()
    assert [(row["kind"], row["reason"]) for row in rows] == [(kind, reason)]


def test_a_table_whose_contract_is_gone_can_still_be_compared() -> None:
    old = {"a_table_of_long_ago": pl.DataFrame({"a": ["x", "y"], "b": [1, 2]})}
    changes = versions.changes("2.0.0", old, {})
    assert changes.select("key", "kind").rows() == [('["x", "1"]', "withdrawn"), ('["y", "2"]', "withdrawn")]


def test_the_change_log_tells_every_version_newest_first(many_once: Path) -> None:
    log = changelog.changelog(changelog.read(many_once, NAME))
    heads = [line.split()[1] for line in log.splitlines() if line.startswith("## ")]
    assert heads == ["2.0.0", "1.1.0", "1.0.1", "1.0.0"]
    assert log.startswith(f"# Changes of {NAME}\n")
    assert "- tables removed: `units`" in log
    assert "| `targets` | 650000-2023@300 |  |  |  | the row is gone |" in log
    assert (
        "| `statistics` | 650000-2023-0123456789ab | `value` | 511.200000 | 511.300000 | a raw text or a published figure changed |"
        in log
    )
    assert log.endswith("第一版：报告1份，目标3项。\n\nThe first version: 1 report, 3 targets.\n")


def test_many_changes_are_told_in_part_and_point_to_the_file(many_once: Path) -> None:
    published = many_once
    many = [target(number, quote=f"棉花产量{number}万吨|*以上*") for number in range(400, 440)]
    one = changelog.read(published, NAME)[-1]
    rows = [
        {"version": "2.1.0", "table": "targets", "key": f'["{row["target_id"]}"]', "column": "quote", "old": None, "new": row["quote"],
         "kind": "extraction_fixed", "reason": "the code that reads or judges changed"}
        for row in many
    ]  # fmt: skip
    log = changelog.changelog([one, changelog.Release(one.descriptor | {"version": "2.1.0"}, pl.DataFrame(rows))])
    assert "| `targets` | 40 |" in log
    assert log.count("| `targets` | 650000-2023@") == changelog.MOST_LISTED
    assert "And 20 more: [changes.csv](2.1.0/changes.csv)." in log
    assert "棉花产量400万吨\\|\\*以上\\*" in log, "a cell's signs are no markup"


def test_a_version_in_which_no_row_differs_says_so(first: Any, published: Path) -> None:
    again(published, {}, title_en="Another title")
    log = changelog.changelog(changelog.read(published, NAME))
    assert log.startswith(f"# Changes of {NAME}\n\nAnother title")
    entry = log[log.index("## 1.0.1") : log.index("## 1.0.0")]
    assert entry.startswith("## 1.0.1 · 数据截至2024年3月1日 · data up to 1 March 2024\n\n")
    assert "判定没有变化" in entry and "no verdict changed" in entry
    assert "No row differs: titles, descriptions or other files do." in entry


def test_the_change_log_is_written_again_byte_for_byte(first: Any, published: Path) -> None:
    assert around.lagging(published, definition()) == [], "publishing has written it"
    content = (published / NAME / "CHANGELOG.md").read_bytes()
    (published / NAME / "CHANGELOG.md").write_text("something else")
    assert around.lagging(published, definition()) == [f"{NAME}/CHANGELOG.md"]
    there = {path.name for path in published.iterdir()}
    around.refresh(published, definition())
    assert (published / NAME / "CHANGELOG.md").read_bytes() == content
    assert around.lagging(published, definition()) == [], "it is up to date"
    assert {path.name for path in published.iterdir()} == there, "for a package that is not listed nothing is written"


def test_what_the_log_says_of_a_version_of_the_first_layout_never_changes(many_once: Path) -> None:
    *_, before, after = changelog.read(many_once, NAME)
    one = changelog.Release(after.descriptor, after.changes, layout=1)
    log = changelog.changelog([before, one])
    assert "## 2.0.0 (2024-03-01, the newest date among its sources)\n\n- table `units`: removed\n\n## 1.1.0 ·" in log


def test_the_catalogue_lists_in_which_layout_a_version_is_entered(first: Any, published: Path) -> None:
    entries = read_catalog(published)["packages"][NAME]["versions"]
    assert [entry["changelog"] for entry in entries] == [changelog.LAYOUT]
    assert [release.layout for release in changelog.read(published, NAME)] == [changelog.LAYOUT]


def test_the_first_layout_calls_the_kinds_of_change_as_it_always_did(many_once: Path) -> None:
    *_, before, after = changelog.read(many_once, NAME)
    row = {"version": "2.0.0", "table": "targets", "key": '["a"]', "column": "value", "old": "1", "new": "2", "kind": "extraction_fixed", "reason": "r"}  # fmt: skip
    log = changelog.changelog([before, changelog.Release(after.descriptor, pl.DataFrame([row]), layout=1)])
    assert "| table | extraction fixed |" in log


def test_of_many_columns_some_are_named_and_all_are_counted() -> None:
    old = described(a="string") | {"name": "n", "title": "t", "version": "1.0.0", "created": "2024-01-01"}
    new = described(a="string", **{f"c{number}": "string" for number in range(30)}) | {"name": "n", "title": "t", "version": "2.0.0", "created": "2024-01-01"}  # fmt: skip
    for one in (old, new):
        one["resources"][0] |= {"path": "t.parquet", "rows": 1}
    log = changelog.changelog(
        [changelog.Release(old, None), changelog.Release(new, contract.empty(schemas.model("changes")))]
    )
    assert "- columns of `t` added: `c0`, `c1`" in log and " and 22 more\n" in log
