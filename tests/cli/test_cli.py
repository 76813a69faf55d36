"""The command as people run it, on folders of its own; what a process of its own is for runs in one."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import typer

from pipelines.cli import app, completion
from pipelines.packages import checks
from pipelines.packages.catalogue import read_catalog
from pipelines.statistics.bundled import COLUMNS, EMPTY
from schemas import codelists
from tests import command

ROOT = Path(__file__).resolve().parents[2]
MUBIAO = Path(sys.executable).with_name("mubiao")
VERDICTS = codelists.labels("status", "en")
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A folder with all that a first run leaves, over a copy of the clone's raw/ and published/, and how that process ended.

    Tests begin with a copy of it: what they do not change is not made again.
    """
    folder = tmp_path_factory.mktemp("first")
    for name in ("raw", "published"):
        shutil.copytree(ROOT / name, folder / name)
    return folder, _process(folder, "run")


@pytest.fixture
def mubiao(
    data: Path, first_run: tuple[Path, subprocess.CompletedProcess[str]], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run the command with the test's own raw/, store/ and published/: the clone's, after a first run.

    Packages are checked in DuckDB alone, as long ones are: frictionless takes as long as all else together.
    """
    monkeypatch.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", -1)
    shutil.copytree(first_run[0], data, dirs_exist_ok=True)

    def run(*arguments: str, text: str | None = None, **settings: str) -> subprocess.CompletedProcess[str]:
        more = {f"MUBIAO_{name}": value for name, value in settings.items()}
        return command.mubiao(*arguments, text=text, settings=_environment(data) | more)

    return run


@pytest.fixture
def versions(first_run: tuple[Path, subprocess.CompletedProcess[str]]) -> list[str]:
    """The versions that there are after the first run: the clone's, and one more where the code has gone on since the last of them."""
    return [entry["version"] for entry in read_catalog(first_run[0] / "published")["packages"][NAME]["versions"]]


@pytest.fixture
def process(mubiao: Run, data: Path) -> Run:
    """The same in a process of its own."""
    return lambda *arguments: _process(data, *arguments)


def _process(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | _environment(folder)
    return subprocess.run([MUBIAO, *arguments], env=environment, capture_output=True, text=True, timeout=600)


def _environment(folder: Path) -> dict[str, str]:
    own = {f"MUBIAO_{name.upper()}": str(folder / name) for name in ("raw", "store", "published", "instance")}
    return own | {"COLUMNS": "200"}


def files(folder: Path) -> dict[str, str]:
    """What readers see, and the bytes of it: a lock and what a run notes for itself are hidden."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_a_run_says_what_it_does_and_ends_with_the_outcome_and_a_second_says_what_is_unchanged(
    process: Run, data: Path, first_run: tuple[Path, subprocess.CompletedProcess[str]]
) -> None:
    folder, first = first_run
    assert first.returncode == 0, first.stderr
    steps = [line.removeprefix("· ") for line in first.stderr.splitlines() if line.startswith("·") and "so far)" not in line]  # fmt: skip
    in_order = ("inventory", "reports", "targets", "outcomes", "views", "package xinjiang_2023_targets")
    assert [step for step in steps if step in in_order] == list(in_order)
    assert set(steps) - set(in_order) == {
        "as_of",
        "readings",
        "statistics",
        "extraction_scores",
        "verdict_checks",
        "package governments",
    }
    for told in ("33 targets", "48.5%", VERDICTS["no_data"], f"{folder}/published/xinjiang-2023-targets/"):
        assert told in first.stdout
    published = files(folder / "published")
    versions = {path: hash for path, hash in files(ROOT / "published").items() if re.search(r"/\d+\.\d+\.\d+/", path)}
    assert {path: published.get(path) for path in versions} == versions, (
        "a published version stays as it is, byte for byte"
    )
    second = process("run")
    assert files(data / "published") == published, "what is published already is not published again"
    assert (
        "unchanged: inventory, reports, statistics, as_of, targets, readings, outcomes, views, extraction_scores, "
        in second.stdout
    )
    assert second.stdout.rstrip().endswith("xinjiang-2023-targets, governments")
    assert "·" not in second.stderr


GOOD = "2023年甘肃省政府工作报告\n今年粮食产量稳定在240亿斤以上。\n"


def bad_report(content: bytes, name: str = "620000/2023.txt") -> Callable[[Path], None]:
    def make(raw: Path) -> None:
        path = raw / "reports" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

    return make


def bad_sidecar(content: str) -> Callable[[Path], None]:
    def make(raw: Path) -> None:
        bad_report(GOOD.encode())(raw)
        (raw / "reports/620000/2023.toml").write_text(content, encoding="utf-8")

    return make


def only_table(raw: Path) -> Path:
    """A table of figures, alone: the tables of the clone are long, and have been read once. No second reading is of any other figure."""
    for other in (raw / "statistics").iterdir():
        if other.name != "observations.csv":
            other.unlink()
    for readings in (raw / "readings").glob("*.csv"):
        readings.unlink()
    return raw / "statistics" / "observations.csv"


def bad_figure(old: str, new: str) -> Callable[[Path], None]:
    def make(raw: Path) -> None:
        path = only_table(raw)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    return make


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (bad_report(b"\x7fELF\x00\x00"), ["reports/620000/2023.txt", "character 0", "binary file"]),
        (bad_report(b"\xff\xfe\xfd"), ["reports/620000/2023.txt", "byte 0", "neither UTF-8 nor GB18030"]),
        (bad_report((ROOT / "raw/reports/650000/2023.txt").read_bytes()), ["reports/650000/2023.txt", "the same report stands in"]),
        (bad_report(GOOD.encode(), "999999/2023.txt"), ["reports/999999/2023.txt", "folder name", "no region"]),
        (bad_sidecar('region_code = "999999"'), ["reports/620000/2023.toml", "key region_code", "no region"]),
        (bad_sidecar("year = 3023"), ["reports/620000/2023.toml", "key year", "no report year"]),
        (bad_sidecar('title = "=1+1"'), ["reports/620000/2023.txt", "column title", "'=1+1' begins with '='"]),
        (bad_figure("amount,511.2,万吨", "amount,511.2,万桶"), ["statistics/observations.csv", "row 12", "column unit", "'万桶' is not in units.csv"]),
    ],
)  # fmt: skip
def test_bad_input_gives_one_clear_error_and_leaves_published_as_it_was(
    mubiao: Run, data: Path, spoil: Callable[[Path], None], told: list[str]
) -> None:
    _is_refused(mubiao, data, spoil, told)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (bad_report(b""), ["reports/620000/2023.txt", "the file is empty"]),
        (bad_figure("growth,6.8,%", "growth,六点八,%"), ["statistics/observations.csv", "row 2", "column value", "'六点八' is no number"]),
    ],
)  # fmt: skip
def test_a_process_tells_one_clear_error_too_and_ends_with_1(
    process: Run, data: Path, spoil: Callable[[Path], None], told: list[str]
) -> None:
    _is_refused(process, data, spoil, told)


def _is_refused(run: Run, data: Path, spoil: Callable[[Path], None], told: list[str]) -> None:
    before = files(data / "published")
    spoil(data / "raw")
    done = run("run")
    assert done.returncode == 1
    (error,) = [line for line in done.stderr.splitlines() if line.startswith("error")]
    for word in told:
        assert word in error
    assert "Traceback" not in done.stderr
    assert files(data / "published") == before


def test_figures_that_are_wrong_stop_every_run_until_they_are_mended_with_ten_sentences_and_a_count(
    mubiao: Run, data: Path
) -> None:
    wrong = [f"乌有县,棉花产量,{year},amount,1,万吨,某公报,某局,2024,," for year in range(2001, 2024)]
    table = only_table(data / "raw").with_name("wrong.csv")
    table.write_text("\n".join([",".join((*COLUMNS, *EMPTY)), *wrong]) + "\n", encoding="utf-8")
    first, second = mubiao("run"), mubiao("run")
    errors = [line for line in first.stderr.splitlines() if line.startswith("error")]
    assert errors[0].startswith(
        "error: statistics/wrong.csv, row 2, column region_code: '乌有县' is no region that is known"
    )
    assert len(errors) == 11 and errors[-1] == "error: and 13 more"
    assert [line for line in second.stderr.splitlines() if line.startswith("error")] == errors
    assert (first.returncode, second.returncode) == (1, 1)
    table.unlink()
    (data / "none.toml").write_text("", encoding="utf-8")
    assert mubiao("run", DEFINITIONS=str(data / "none.toml")).returncode == 0


def test_a_report_without_a_target_is_warned_of_and_stays(mubiao: Run, data: Path) -> None:
    bad_report("各位代表：大家好。".encode())(data / "raw")
    run = mubiao("run")
    assert run.returncode == 0
    assert "warning: reports/620000/2023.txt: no target is found in the report." in run.stderr
    assert "33 targets" in run.stdout


def test_in_raw_a_bad_file_stops_the_run_unless_it_is_to_be_set_aside(mubiao: Run, data: Path) -> None:
    bad_report(b"")(data / "raw")
    assert mubiao("run").returncode == 1
    run = mubiao("run", "--set-aside")
    assert run.returncode == 0
    assert run.stderr.count("reports/620000/2023.txt: the file is empty.") == 1
    assert "set aside: reports/620000/2023.txt: the file is empty." in run.stderr


def collection(data: Path, bad: int) -> Path:
    """A folder of one good report and so many bad ones."""
    folder = data / "collected"
    for number in range(bad):
        path = folder / "甘肃省" / f"{2000 + number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (folder / "甘肃省" / "2023.md").write_text(GOOD, encoding="utf-8")
    return folder


def test_judge_goes_on_without_the_bad_files_of_a_folder_names_ten_of_them_and_ends_well(
    mubiao: Run, data: Path
) -> None:
    only_table(data / "raw")
    run = mubiao("judge", str(collection(data, bad=12)), "--into", str(data / "judged"))
    assert run.returncode == 0, run.stderr
    told = [line for line in run.stderr.splitlines() if line.startswith("set aside")]
    assert len(told) == 11
    assert told[-1] == f"set aside: 12 files in all; they are listed in {data}/judged/left_out.parquet"
    left_out = pl.read_parquet(data / "judged" / "left_out.parquet")
    assert left_out.filter(kind="set_aside").height == 12
    assert {"file", "reason", "cure"} <= set(left_out.columns)
    assert f"甘肃省 Gansu 2023 (620000-2023): 1 target: 1 {VERDICTS['no_data']}\n" in run.stdout
    assert f"tables 数据表 (Parquet): {data}/judged/outcomes.parquet has a row a target" in run.stdout
    assert "in no package" not in run.stdout, "nothing is published"
    reports = pl.read_parquet(data / "judged" / "reports.parquet")
    assert set(reports["file"]) == {"甘肃省/2023.md", "reports/650000/2023.txt"}
    assert pl.read_parquet(data / "judged" / "targets.parquet").height == 34


def test_judge_stops_at_the_first_bad_file_where_one_says_strict(mubiao: Run, data: Path) -> None:
    only_table(data / "raw")
    run = mubiao("judge", str(collection(data, bad=1)), "--into", str(data / "judged"), "--strict")
    assert run.returncode == 1
    assert "error: 甘肃省/2000.md: the file is empty." in run.stderr
    assert not (data / "judged" / "outcomes.parquet").exists()


def test_a_run_reads_the_collections_of_the_settings_and_copies_no_text(mubiao: Run, data: Path) -> None:
    before = files(data / "raw")
    run = mubiao("run", COLLECTIONS=json.dumps({"corpus": str(collection(data, bad=1))}))
    assert run.returncode == 0, run.stderr
    assert "set aside: 甘肃省/2000.md" in run.stderr and "34 targets" in run.stdout
    assert files(data / "raw") == before
    assert re.search(
        rf"^package governments (\d+\.\d+\.\d+): {re.escape(str(data))}/published/governments/\1$",
        run.stdout,
        re.MULTILINE,
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("/data", "error: MUBIAO_COLLECTIONS: it is no JSON object"),
        ('{"raw": "/data"}', "error: MUBIAO_COLLECTIONS, raw: raw/ is always read under this name"),
        ('{"far": "/nowhere/at/all"}', "error: /nowhere/at/all: there is no such folder"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(mubiao: Run, value: str, reason: str) -> None:
    run = mubiao("run", COLLECTIONS=value)
    assert run.returncode == 1
    assert run.stderr.startswith(reason)


def test_a_run_without_its_reports_leaves_what_is_published(mubiao: Run, data: Path, versions: list[str]) -> None:
    before = files(data / "published")
    shutil.rmtree(data / "raw" / "reports" / "650000")
    none = mubiao("run")
    assert none.returncode == 1 and "there is no report. Add <region_code>/<year>.txt" in none.stderr
    bad_report(GOOD.encode())(data / "raw")
    other = mubiao("run")
    assert other.returncode == 0, other.stderr
    assert f"package {NAME}: none of its reports is at hand; {versions[-1]} stays published as it is" in other.stdout
    assert files(data / "published") == before


def test_a_report_of_ones_own_in_gb18030_is_told_with_its_verdicts_where_it_lies_and_that_no_package_takes_it(
    mubiao: Run, data: Path
) -> None:
    bad_report(GOOD.encode("gb18030"))(data / "raw")
    run = mubiao("run")
    counts = {"met": 16, "near": 2, "missed": 5, "not_comparable": 1, "no_data": 9}
    verdicts = ", ".join(f"{count} {VERDICTS[status]}" for status, count in counts.items())
    assert run.stdout.splitlines()[:3] == [
        f"甘肃省 Gansu 2023 (620000-2023): 1 target: 1 {VERDICTS['no_data']}",
        f"新疆维吾尔自治区 Xinjiang 2023 (650000-2023): 33 targets: {verdicts}",
        f"  {VERDICTS['no_data']}: neither a published figure (raw/statistics) nor the next year's report says what came of the target",
    ]
    for line in (
        "34 targets 目标 in 2 reports of 2 governments",
        f"tables 数据表 (Parquet): {data}/store/outcomes/*.parquet has a row a target; beside it targets, ",
        "in no package: 620000-2023\n  to publish: mubiao package new NAME --regions 620000 --years 2023 (",
    ):
        assert line in run.stdout
    assert pl.read_parquet(data / "store" / "outcomes" / "*.parquet").height == 34


def test_extract_prints_the_contract_columns_one_object_a_line(mubiao: Run, data: Path) -> None:
    path = data / "loose.txt"
    path.write_text(GOOD, encoding="utf-8")
    (row,) = [json.loads(line) for line in mubiao("extract", str(path), "--format", "jsonl").stdout.splitlines()]
    assert (row["target_id"], row["value"], row["bound"], row["tense"]) == ("620000-2023@24", 240, "at_least", "target")
    assert list(row)[:3] == ["target_id", "report_id", "region_code"]


def test_extract_reads_standard_input_without_region_and_year(mubiao: Run) -> None:
    (row,) = [
        json.loads(line)
        for line in mubiao("extract", "-", "--format", "jsonl", text="粮食产量240亿斤。").stdout.splitlines()
    ]
    assert (row["target_id"], row["region_code"], row["period"]) == ("@4", None, None)
    told = mubiao(
        "extract", "-", "--format", "csv", "--region", "620000", "--year", "2024", text="粮食产量240亿斤。"
    ).stdout
    assert "620000-2024@4,620000-2024,620000,2024,2024" in told
    assert "粮食产量" in mubiao("extract", "-", text="粮食产量240亿斤。").stdout


def test_extract_takes_region_and_year_from_the_sidecar(mubiao: Run, data: Path) -> None:
    told = mubiao("extract", str(data / "raw/reports/650000/2023.txt"), "--format", "jsonl").stdout.splitlines()
    assert len(told) == 33
    assert json.loads(told[0])["target_id"] == "650000-2023@27"


def test_extract_names_a_file_that_is_not_there(mubiao: Run) -> None:
    done = mubiao("extract", "nowhere.txt")
    assert (done.returncode, done.stderr) == (1, "error: nowhere.txt: No such file or directory. Check the path\n")


def annotated(data: Path) -> Path:
    folder = data / "annotated"
    folder.mkdir()
    (folder / "620000-2024.tsv").write_text(
        "quote\tindicator\tvalue\tvalue_high\tunit\tmeasure\tbound\tperiod\n"
        "粮食产量240亿斤以上\t粮食产量\t240\t\t亿斤\tamount\tat_least\t\n棉花产量5万吨\t皮棉产量\t5\t\t万吨\tamount\texact\t\n",
        encoding="utf-8",
    )
    return folder


def test_score_prints_what_is_right_by_field_and_rule_and_names_a_report_that_is_missing(
    mubiao: Run, data: Path
) -> None:
    folder = annotated(data)
    missing = mubiao("score", str(folder), "--reports", str(data / "raw" / "reports"))
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr.startswith("error: 620000-2024: the report is in none of")
    bad_report("2024年甘肃省政府工作报告\n今年粮食产量240亿斤以上，棉花产量5万吨。\n".encode(), "620000/2024.txt")(
        data / "raw"
    )
    told = mubiao("score", str(folder), "--reports", str(data / "raw" / "reports")).stdout
    assert "gold: 1 report, 2 annotated rows" in told
    figures = [line.replace("│", " ").split() for line in told.splitlines() if "│" in line]
    assert ["value", "2", "2", "1.0000", "1.0000", "1.0000"] in figures
    assert ["strict", "2", "1", "0.5000", "0.5000", "0.5000"] in figures
    assert ["level", "2", "1", "0.5000"] in figures


def test_coverage_counts_targets_with_a_code_and_lists_names_without(mubiao: Run, data: Path) -> None:
    bad_report("2024年甘肃省政府工作报告\n今年粮食产量240亿斤，甲乙丙丁产量5万吨。\n".encode(), "620000/2024.txt")(
        data / "raw"
    )
    (data / "raw/reports/650000/2023.txt").unlink()
    told = mubiao("coverage", str(data / "raw" / "reports")).stdout.splitlines()
    assert ["amount", "1", "of", "2"] in [line.split()[:4] for line in told]
    assert told[-1].split() == ["1", "甲乙丙丁产量", "(万吨)"]


NAME = "xinjiang-2023-targets"
CATALOGUED = read_catalog(ROOT / "published")["packages"]
VERSIONS = [entry["version"] for entry in CATALOGUED[NAME]["versions"]]
LATEST = CATALOGUED[NAME]["latest"]


def test_validate_passes_what_is_published_and_names_a_flipped_byte(
    mubiao: Run, data: Path, versions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = versions[-1]
    with monkeypatch.context() as by_frictionless_too:
        by_frictionless_too.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", 20_000)
        assert mubiao("validate", NAME).stdout == f"{NAME}@{latest}: valid\n"
    folder = data / "published" / NAME / latest
    assert mubiao("validate", str(folder)).stdout == f"{folder}: valid\n"
    path = folder / "targets.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    done = mubiao("validate", str(folder / "datapackage.json"))
    assert done.returncode == 1 and "targets.parquet" in done.stderr


def test_verify_compares_a_package_with_the_raw_texts_and_says_which_are_not_at_hand(
    mubiao: Run, data: Path, versions: list[str]
) -> None:
    folder = data / "published" / NAME / versions[-1]
    rows = sum(pl.read_parquet(folder / f"{table}.parquet").height for table in ("targets", "commitments"))
    judged = "33 verdicts judged again, and come out the same"
    counts = f"{len(files(folder))} files as published; {rows} rows stand in the texts of 1 of 1 report; {judged}"
    for named, label in ((NAME, f"{NAME}@{versions[-1]}"), (str(folder), str(folder))):
        assert mubiao("verify", named).stdout == f"{label}: {counts}\n"
    shutil.move(data / "raw" / "reports", data / "elsewhere")
    done = mubiao("verify", NAME)
    assert (done.returncode, done.stderr) == (
        0,
        "not compared, the text is not at hand (--reports FOLDER): 1 report, 650000-2023\n",
    )
    assert done.stdout.endswith(f"no row was compared: the text of none of its 1 report is at hand; {judged}\n")
    path = data / "elsewhere" / "650000" / "2023.txt"
    path.write_bytes("补".encode() + path.read_bytes())
    done = mubiao("verify", NAME, "--reports", str(data / "elsewhere"))
    assert (done.returncode, done.stderr) == (
        0,
        "not compared, the text at hand is another text: 1 report, 650000-2023\n",
    )


def test_verify_of_a_withdrawn_package_whose_texts_are_elsewhere_ends_well_and_of_a_tampered_one_does_not(
    mubiao: Run, data: Path
) -> None:
    folder = data / "published" / "governments" / "1.0.0"
    done = mubiao("verify", str(folder))
    assert done.returncode == 0
    told = done.stderr.splitlines()
    assert any(line.startswith("judged otherwise by today's code: outcomes ") for line in told), (
        "of another code_version"
    )
    first, *others = [line for line in told if not line.startswith("judged otherwise")]
    assert first.startswith(f"warning: {folder} is withdrawn: Verdicts on falling targets were turned round")
    assert others[0] == "not compared, the text at hand is another text: 1 report, 650000-2023"
    assert others[1].startswith("not compared, the text is not at hand (--reports FOLDER): 398 reports, 100000-2005, ")
    with (folder / "README.md").open("a", encoding="utf-8") as readme:
        readme.write("One more line.")
    done = mubiao("verify", "governments@1.0.0")
    assert done.returncode == 1 and "error: README.md: its SHA-256 is not that of SHA256SUMS" in done.stderr


def test_a_package_that_is_not_there_is_told_with_those_that_are(mubiao: Run, data: Path) -> None:
    before = files(data / "published")
    catalog, names = data / "published" / "catalog.json", ", ".join(CATALOGUED)
    for arguments in (
        ["export", "xinjiang", str(data / "into")],
        ["diff", "xinjiang"],
        ["withdraw", "xinjiang@1.0.0", "--reason", "It was wrong."],
    ):
        done = mubiao(*arguments)
        assert (done.returncode, done.stderr) == (
            1,
            f"error: {catalog}: there is no package xinjiang; published are: {names}. Did you mean {NAME}?\n",
        ), arguments
    assert files(data / "published") == before and not (data / "into").exists()


def test_export_takes_a_name_and_a_version(mubiao: Run, data: Path) -> None:
    done = mubiao("export", f"{NAME}@1.0.0", str(data / "into"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(data / "into" / f"{NAME}.xlsx")
    assert set(done.stdout.splitlines()) == {str(path) for path in (data / "into").iterdir()}


def test_export_by_place_asks_for_a_package_that_has_results(mubiao: Run, data: Path) -> None:
    done = mubiao("export", f"{NAME}@1.0.0", str(data / "into"), "--by", "place", "--by", "indicator")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(
        "results: the package has no such table. Export a version that has, or all its tables\n"
    )
    assert not (data / "into").exists()


def test_withdraw_takes_a_name_with_its_version_or_the_two_apart(mubiao: Run, versions: list[str]) -> None:
    done = mubiao("withdraw", f"{NAME}@{versions[-1]}", "--reason", "Its units were wrong.")
    assert (done.returncode, done.stdout) == (0, f"{NAME} {versions[-1]} is withdrawn; the latest is {versions[-2]}\n")
    done = mubiao("withdraw", NAME, versions[-2], "--reason", "Its units were wrong.")
    assert (done.returncode, done.stdout) == (0, f"{NAME} {versions[-2]} is withdrawn; the latest is {versions[-3]}\n")
    done = mubiao("validate", f"{NAME}@{versions[-1]}")
    assert (done.stdout, done.stderr) == (
        f"{NAME}@{versions[-1]}: valid\n",
        f"warning: {NAME}@{versions[-1]} is withdrawn: Its units were wrong.\n",
    )


def test_diff_tells_what_differs_between_two_versions_to_people_and_programs(mubiao: Run, versions: list[str]) -> None:
    told = mubiao("diff", "xinjiang-2023-targets", "1.0.0", "2.0.0", "--rows", "3").stdout.splitlines()
    assert told[:4] == [
        "xinjiang-2023-targets 1.0.0 → xinjiang-2023-targets 2.0.0",
        "table commitments: added", "table extraction_scores: added", "column indicators.nbs_group: added",
    ]  # fmt: skip
    assert "  650000-2023@4583 rule: with_task → counted (rule_changed)" in told
    assert told[-1] == "  and 24 more (--rows N, --format csv)"
    rows = mubiao("diff", "xinjiang-2023-targets", "1.0.0", "2.0.0", "--format", "jsonl").stdout.splitlines()
    assert json.loads(rows[0])["table"] == "commitments" and len(rows) == 3 + 205
    done = mubiao("diff", NAME, "1.0.0", "9.0.0")
    assert done.returncode == 1
    assert f"{NAME} has no version 9.0.0; it has 1.0.0, 2.0.0" in done.stderr
    assert mubiao("diff", NAME).stdout == mubiao("diff", f"{NAME}@{versions[-2]}", NAME).stdout != ""


def test_a_shell_offers_packages_and_versions(data: Path) -> None:
    shutil.copy(ROOT / "published" / "catalog.json", data / "published")
    named = list(packages_offered(""))
    assert named[:1] == ["governments"] and "governments@1.0.0" in named
    assert named[named.index(NAME) :] == [NAME, *(f"{NAME}@{version}" for version in reversed(VERSIONS))]
    assert packages_offered(f"{NAME}@2.0.0") == {f"{NAME}@2.0.0": "of 2024-12-31"}
    assert packages_offered("gov")["governments@1.0.0"] == "withdrawn"
    assert packages_offered(NAME)[f"{NAME}@{LATEST}"] == "latest"
    (data / "published" / "catalog.json").write_text("{", encoding="utf-8")
    assert packages_offered("") == {}, "who completes a word is not told of it"


def test_a_shell_offers_the_versions_of_the_package_that_was_typed(data: Path) -> None:
    shutil.copy(ROOT / "published" / "catalog.json", data / "published")
    context = typer.Context(typer.main.get_command(app))
    context.params = {"package": NAME}
    assert [version for version, _ in completion.versions(context, "")] == VERSIONS[::-1]
    context.params = {"package": "governments"}
    assert ("1.0.0", "withdrawn") in list(completion.versions(context, "1."))
    context.params = {}
    assert list(completion.versions(context, "")) == []


def packages_offered(incomplete: str) -> dict[str, str]:
    return dict(completion.packages(incomplete))


def helps() -> list[tuple[str, str]]:
    """What every command says of itself in the list of commands, and all commands of groups."""
    from tools.docs import command_line

    return [(name, (command.help or "").partition("\n")[0]) for name, command in command_line.commands()]


@pytest.mark.parametrize(("name", "line"), helps())
def test_the_list_of_commands_says_what_each_does_in_both_languages_and_in_words_of_readers(
    name: str, line: str
) -> None:
    english, chinese = re.split(r"(?<=[.]) (?=[\u4e00-\u9fff])", line)
    assert english.endswith(".") and not re.search("[\u4e00-\u9fff]", english)
    assert chinese.endswith("。")
    assert not re.search(r"\b(promise\w*|grammar|contract|candidate|codelist|bundled|(?<!object )store)\b", english)
    assert not re.search("承诺|量纲|度量|语法|规范文本", chinese)
