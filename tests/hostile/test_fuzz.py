"""Whatever lies in a file: who reads it takes it, sets rows of it apart, or says in one sentence what is wrong; nothing else ever comes.

Each reader is given the seeds in ``seeds/``, edited (``edits``): so many each time, and many more with the Hypothesis profile ``nightly``
(.ci/nightly). What ever failed is kept in ``seeds/failed/<name of the seed's file>/`` and tried each time.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import schemas
from pipelines.explaining.explain import explain
from pipelines.outcomes import readings
from pipelines.packages import catalogue, checks, definition
from pipelines.packages.package import Package
from pipelines.reports import addresses
from pipelines.reports.lookup import read_content
from pipelines.statistics import sources
from pipelines.targets.extract import extract
from schemas import contract, errors
from schemas.errors import InputError
from tests.hostile.edits import of_bytes, of_nodes

SEEDS = Path(__file__).with_name("seeds")
LONGEST_SENTENCE = 3 * (errors.LONGEST_REASON + 50)
# A run of fixed length: the same number of inputs each time, other ones each time.
fuzz = settings(suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate, Phase.shrink])
# To open and check a package takes a hundred times as long as to read a file.
slow = settings(fuzz, max_examples=max(1, settings.default.max_examples // 10) if settings.default else 10)


def _put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def a_report(folder: Path, name: str, content: bytes) -> None:
    report = read_content(content, str(folder / name))
    rows = extract(report.text, "650000", 2024)
    for table in ("targets", "achieved"):
        of_table = [row for row in rows if (row["tense"] == "target") == (table == "targets")]
        split = contract.split(
            schemas.model(table), [{**row, "target_id": f"650000-2024@{row['char_start']}"} for row in of_table], table
        )
        assert len(of_table) == split.good.height + split.rejects["row"].n_unique()
    for row in rows:
        assert report.text[row["char_start"] : row["char_end"]].strip(), "a row without its place in the text"


def an_explained_report(folder: Path, name: str, content: bytes) -> None:
    explain(read_content(content, str(folder / name)).text, 2024)


def a_table(folder: Path, name: str, content: bytes) -> None:
    _put(folder, "yearbook/mapping.toml", (SEEDS / "mapping.toml").read_bytes())
    _put(folder, f"yearbook/{name}", content)
    rows, faults = sources.read(folder)
    split = contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)
    assert len(rows) == split.good.height + split.rejects["row"].n_unique()


def a_mapping(folder: Path, name: str, content: bytes) -> None:
    _put(folder, "yearbook/table.csv", (SEEDS / "table.csv").read_bytes())
    _put(folder, "yearbook/mapping.toml", content)
    sources.read(folder)


def a_sidecar(folder: Path, name: str, content: bytes) -> None:
    _put(folder, "某市/2024.toml", content)
    read_content((SEEDS / "report.md").read_bytes(), str(folder / "某市" / "2024.md"))


def definitions(folder: Path, name: str, content: bytes) -> None:
    definition.definitions(_put(folder, name, content))


def some_readings(folder: Path, name: str, content: bytes) -> None:
    _put(folder, f"readings/{name}", content)
    readings.read(folder)


def some_addresses(folder: Path, name: str, content: bytes) -> None:
    addresses.read(_put(folder, name, content))


READERS: dict[str, Callable[[Path, str, bytes], None]] = {
    "report.md": a_report,
    "page.html": a_report,
    "explained.md": an_explained_report,
    "table.csv": a_table,
    "mapping.toml": a_mapping,
    "sidecar.toml": a_sidecar,
    "definitions.toml": definitions,
    "readings.csv": some_readings,
    "addresses.csv": some_addresses,
}
SEED_OF = {"explained.md": "report.md"}


def takes_or_says(read: Callable[[Path, str, bytes], None], folder: Path, name: str, content: bytes) -> None:
    """Read it; a refusal is one sentence, which names where."""
    try:
        read(folder, name, content)
    except InputError as refusal:
        sentence = str(refusal)
        assert refusal.file and refusal.reason and refusal.cure, sentence
        assert len(sentence) < LONGEST_SENTENCE, sentence[:200]


@pytest.mark.parametrize("name", READERS)
def test_a_seed_is_read_as_it_is(tmp_path: Path, name: str) -> None:
    READERS[name](tmp_path, name, (SEEDS / SEED_OF.get(name, name)).read_bytes())


def _failed() -> Iterator[tuple[str, Path]]:
    return ((file.parent.name, file) for file in sorted(SEEDS.glob("failed/*/*")))


@pytest.mark.parametrize(("name", "file"), [pytest.param(*each, id=each[1].stem) for each in _failed()])
def test_what_once_failed_is_taken_or_refused_in_a_sentence(tmp_path: Path, name: str, file: Path) -> None:
    takes_or_says(READERS[name], tmp_path, name, file.read_bytes())


@pytest.mark.parametrize("name", READERS)
def test_an_edited_file_is_taken_or_refused_in_a_sentence(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    @fuzz
    @given(of_bytes([(SEEDS / SEED_OF.get(name, name)).read_bytes()]))
    def reads(content: bytes) -> None:
        takes_or_says(READERS[name], tmp_path_factory.mktemp("fuzz"), name, content)

    reads()


@pytest.mark.parametrize("name", ["mapping.toml", "sidecar.toml", "definitions.toml"])
def test_toml_whose_values_are_others_is_taken_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    valued = [at for at, line in enumerate(lines) if " = " in line]
    others = ["1", "-1", "1.5", "nan", "true", '""', '"x"', "[]", "[[]]", "{}", "2099-12-31", "9999-12-31T23:59:59Z", "12:00:00", "[1, 'a']",
              "{ a = { b = 1 } }", '"\\u0000"', "9223372036854775808", '"=1+1"', '"../x"']  # fmt: skip

    @fuzz
    @given(st.lists(st.tuples(st.sampled_from(valued), st.sampled_from(others)), min_size=1, max_size=3))
    def reads(changes: list[tuple[int, str]]) -> None:
        changed = list(lines)
        for at, other in changes:
            changed[at] = f"{changed[at].partition(' = ')[0]} = {other}"
        content = "\n".join(changed)
        tomllib.loads(content)
        takes_or_says(READERS[name], tmp_path_factory.mktemp("fuzz"), name, content.encode())

    reads()


def test_a_descriptor_whose_nodes_are_others_is_taken_or_refused_in_a_sentence(folder: Path) -> None:
    file = folder / "datapackage.json"

    @slow
    @given(of_nodes(json.loads(file.read_text(encoding="utf-8"))))
    def opens(content: bytes) -> None:
        file.write_bytes(content)
        takes_or_says(
            lambda place, name, _: assert_sentences(checks.validate(place)), folder, "datapackage.json", content
        )

    opens()


def assert_sentences(faults: list[str]) -> None:
    assert all(fault.strip() and "\n" not in fault and "None: None" not in fault for fault in faults), faults


def test_a_catalogue_whose_nodes_are_others_is_taken_or_refused_in_a_sentence(published: Path) -> None:
    file = published / "catalog.json"

    def asks(place: Path, name: str, content: bytes) -> None:
        for package in catalogue.read_catalog(place)["packages"]:
            catalogue.numbers(place, package)

    @fuzz
    @given(of_nodes(json.loads(file.read_text(encoding="utf-8"))))
    def reads(content: bytes) -> None:
        file.write_bytes(content)
        takes_or_says(asks, published, "catalog.json", content)

    reads()


def test_an_edited_descriptor_opens_or_is_refused_in_a_sentence(folder: Path) -> None:
    file = folder / "datapackage.json"

    @fuzz
    @given(of_bytes([file.read_bytes()]))
    def opens(content: bytes) -> None:
        file.write_bytes(content)
        takes_or_says(lambda place, name, _: Package.open(place) and None, folder, "datapackage.json", content)

    opens()
