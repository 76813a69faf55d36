"""Folders of data for one test, filled with reports and figures that the test makes itself, and servers that it writes the answers of."""

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import hypothesis
import polars as pl
import pytest
from filelock import FileLock

from tests.base.server import Server
from tests.forms.page import browser

# No deadline: a machine that does other work is no fault. `.ci/nightly` asks for many more examples; a test that says its own number keeps it.
hypothesis.settings.register_profile("daily", deadline=None)
hypothesis.settings.register_profile("nightly", max_examples=5000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "daily"))

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def silent_afterwards() -> Iterator[None]:
    """A command that a test called in this process leaves the printing of progress on; the next test has asked for none."""
    yield
    logging.getLogger("mubiao.progress").handlers.clear()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for raw/, store/ and published/, which the settings point to."""
    for folder in ("raw", "store", "published"):
        (tmp_path / folder).mkdir()
        monkeypatch.setenv(f"MUBIAO_{folder.upper()}", str(tmp_path / folder))
    return tmp_path


@pytest.fixture
def add_report(data: Path) -> Callable[..., Path]:
    """Put a report into raw/reports, as text or bytes, with a sidecar if one is given."""

    def add(
        content: str | bytes, region: str = "650000", year: int | str = 2023, suffix: str = ".txt", sidecar: str = ""
    ) -> Path:
        path = data / "raw" / "reports" / region / f"{year}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if sidecar:
            path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
        return path

    return add


@pytest.fixture
def another_site() -> Iterator[Callable[..., Server]]:
    """Opens a further server for the test; a certificate makes it one of https."""
    with ExitStack() as servers:
        yield lambda certificate=None: servers.enter_context(Server(certificate))


@pytest.fixture
def site(another_site: Callable[..., Server]) -> Server:
    """A server of the test."""
    return another_site()


# The reports that the tests over many reports are fixed to: what they expect was counted and read by hand over these, and no others.
CORPUS_REPORTS = 400
CORPUS_NAMES_SHA256 = "3d42c58e708f1587f78c1dc510f01e47bac47c25ec6b72301286afb8aa66d449"


def another_corpus(folder: Path) -> str | None:
    """Why a folder of reports is not the one that tests are fixed to; None for the very one, which its files' names tell."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    if hashlib.sha256("".join(f"{name}\n" for name in names).encode()).hexdigest() == CORPUS_NAMES_SHA256:
        return None
    return (
        f"MUBIAO_CORPUS names {folder}, which holds {len(names)} reports: the tests are fixed to {CORPUS_REPORTS} others. "
        "Name their folder, or none and these tests are skipped; over other reports the benches run (make bench)"
    )


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder MUBIAO_CORPUS of the 400 reports; where it is not named the test is skipped, and another folder is refused."""
    if not os.environ.get("MUBIAO_CORPUS"):
        pytest.skip(f"MUBIAO_CORPUS names no folder of the {CORPUS_REPORTS} reports that this test is fixed to")
    folder = Path(os.environ["MUBIAO_CORPUS"]).resolve()
    if reason := another_corpus(folder):
        pytest.fail(reason, pytrace=False)
    return folder


@pytest.fixture(scope="session")
def corpus_tables(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, pl.DataFrame]:
    """All tables over the 400 reports and the bundled figures, made once: it takes some ten seconds."""

    def judge(into: Path) -> None:
        raw = tmp_path_factory.mktemp("raw")
        (raw / "statistics").symlink_to(ROOT / "raw" / "statistics")
        line_tables(into, corpus, raw=raw)

    folder = once(tmp_path_factory, "corpus-tables", judge)
    return {path.stem: pl.read_parquet(path) for path in folder.glob("*.parquet")}


def line_tables(store: Path, folder: Path | None = None, **settings: object) -> Mapping[str, pl.DataFrame]:
    """All tables that the line makes of raw/ and of a folder of reports, in a store of its own, by name."""
    from pipelines import definitions
    from pipelines.base import settings as base
    from pipelines.line.gather import gather
    from pipelines.line.run import run

    collections = {"collections": {"folder": str(folder)}} if folder else {}
    under = base.settings(store=store / ".store", **collections, **settings)
    line = definitions.line(under)
    run(line, definitions.JUDGING)
    return gather(line.staleness.store, store)


def once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """A folder of the session that whichever worker needs it first fills for all of them; tests read it, or change a copy."""
    temporary = factory.getbasetemp()
    temporary = temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary
    folder = temporary / name
    with FileLock(temporary / f"{name}.lock"):
        if not folder.exists():
            unfinished = temporary / f"{name}.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            fill(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def seed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All tables of the bundled report, from raw/, as ``<table>.parquet``."""
    return once(tmp_path_factory, "seed-tables", lambda folder: line_tables(folder, raw=ROOT / "raw"))


@pytest.fixture(scope="session")
def seed_tables(seed_folder: Path) -> Mapping[str, pl.DataFrame]:
    """The same by name."""
    return {path.stem: pl.read_parquet(path) for path in seed_folder.glob("*.parquet")}


# Not for the session: while Playwright runs, this thread has a running event loop, and Dagster's tests start their own.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for all tests of a module."""
    if browser.executable() is None:
        pytest.skip("no Chromium is installed here: apt-get install chromium (CI always has one)")
    with browser.chromium() as running:
        yield running
