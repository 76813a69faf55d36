"""Whatever is published, withdrawn and published again, in any order: versions only grow, and what stands never changes."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pipelines.packages.catalogue import read_catalog, withdraw
from pipelines.packages.diff import diff
from pipelines.packages.package import Files
from pipelines.packages.publish import publish
from tests.packages.conftest import definition, outcome, tables, target

NAME = "tiny"
# The rows of a version: what each target sets, by its offset.
Rows = dict[int, int]
ROWS: st.SearchStrategy[Rows] = st.dictionaries(st.sampled_from([5, 40, 300]), st.sampled_from([500, 510]), min_size=1)


@cache
def stored(rows: tuple[tuple[int, int], ...]) -> dict[str, pl.DataFrame]:
    targets = [target(place, value=str(value), value_base=str(value * 10_000)) for place, value in rows]
    return tables(targets=targets, outcomes=[outcome(place) for place, _ in rows], matches=[], candidates=[])


def key(place: int) -> str:
    return f'["650000-2023@{place}"]'


def expected_difference(old: Rows, new: Rows) -> set[tuple[str, str, str, str]]:
    """Table, key, column and kind of what differs, worked out from the rows alone."""
    changed = {
        ("targets", key(place), column, "extraction_fixed")
        for place in set(old) & set(new)
        for column in ("value", "value_base")
        if old[place] != new[place]
    }
    whole = {(place, "added") for place in set(new) - set(old)} | {
        (place, "withdrawn") for place in set(old) - set(new)
    }
    return changed | {(table, key(place), "*", kind) for table in ("targets", "outcomes") for place, kind in whole}


class History(RuleBasedStateMachine):
    """A package's versions as they should be, beside those that are published."""

    def __init__(self) -> None:
        super().__init__()
        self.published = Path(tempfile.mkdtemp())
        self.tables: tuple[str, ...] = ("reports", "targets", "outcomes")
        self.versions: dict[str, tuple[Rows, tuple[str, ...]]] = {}
        self.bytes: dict[str, dict[str, str]] = {}
        self.withdrawn: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.published)

    def folder(self, version: str) -> Path:
        return self.published / NAME / version

    def files(self, version: str) -> dict[str, str]:
        files = Files(self.folder(version))
        return {name: files.measure(name).sha256 for name in files.names}

    def next(self, rows: Rows) -> str:
        """The number that the rule gives: of the latest version where nothing differs."""
        if not self.versions:
            return "1.0.0"
        latest = list(self.versions)[-1]
        major, minor, patch = map(int, latest.split("."))
        before, its_tables = self.versions[latest]
        if its_tables != self.tables:
            return f"{major + 1}.0.0"
        if set(before) != set(rows):
            return f"{major}.{minor + 1}.0"
        return latest if before == rows else f"{major}.{minor}.{patch + 1}"

    @initialize(rows=ROWS)
    def begin(self, rows: Rows) -> None:
        self.publish(rows)

    @rule(rows=ROWS)
    def publish(self, rows: Rows) -> None:
        version = self.next(rows)
        one = definition(name=NAME, formats=("parquet",), tables=self.tables)
        publication = publish(one, stored(tuple(sorted(rows.items()))), {"targets": 0}, 0, self.published)
        assert (publication.version, publication.changed) == (version, version not in self.versions)
        if publication.changed:
            self.versions[version] = rows, self.tables
            self.bytes[version] = self.files(version)

    @rule()
    def publish_the_same_again(self) -> None:
        rows, its_tables = list(self.versions.values())[-1]
        if its_tables == self.tables:
            self.publish(rows)

    @precondition(lambda self: "commitments" not in self.tables)
    @rule(rows=ROWS)
    def add_a_table(self, rows: Rows) -> None:
        self.tables = (*self.tables, "commitments")
        self.publish(rows)

    @precondition(lambda self: set(self.versions) - self.withdrawn)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        version = data.draw(st.sampled_from(sorted(set(self.versions) - self.withdrawn)))
        withdraw(self.published, NAME, version, "It was wrong.")
        self.withdrawn.add(version)

    @precondition(lambda self: len(self.versions) > 1)
    @rule(data=st.data())
    def compare_any_two(self, data: st.DataObject) -> None:
        old, new = data.draw(st.permutations(list(self.versions)))[:2]
        rows = {
            (row["table"], row["key"], row["column"], row["kind"])
            for row in diff(self.folder(old), self.folder(new)).changes.to_dicts()
        }
        assert rows == expected_difference(self.versions[old][0], self.versions[new][0])

    @invariant()
    def no_published_byte_ever_changes(self) -> None:
        assert {version: self.files(version) for version in self.versions} == self.bytes

    @invariant()
    def the_catalogue_lists_every_version_in_order_and_the_newest_that_stands_is_the_latest(self) -> None:
        package = read_catalog(self.published)["packages"].get(NAME, {"versions": [], "latest": None})
        assert [entry["version"] for entry in package["versions"]] == list(self.versions)
        standing = [version for version in self.versions if version not in self.withdrawn]
        assert package["latest"] == (standing[-1] if standing else None)


TestHistory = History.TestCase
# Every publication takes a quarter of a second: a few long histories rather than many short ones, the same ones each time.
TestHistory.settings = settings(
    max_examples=4,
    stateful_step_count=9,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
