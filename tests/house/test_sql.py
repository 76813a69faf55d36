"""No .sql file lies about that nobody runs."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Judges tables without a row, also as those of a package, counts them, and prints every file that was opened on the way.
JUDGE = """
import sys
opened = set()
sys.addaudithook(lambda event, arguments: event == "open" and opened.add(str(arguments[0])))
import schemas
from schemas import contract
from pipelines.outcomes import judge, rejudged, views
tables = {name: contract.empty(schemas.model(name)) for name in (*judge.TABLES, *views.BESIDE)}
views.views(tables | judge.judge(tables))
rejudged.judged_again({name: contract.empty(schemas.model(name)) for name in rejudged.NEEDED})
print("\\n".join(sorted(opened)))
"""


@pytest.fixture(scope="module")
def opened() -> set[str]:
    ended = subprocess.run([sys.executable, "-c", JUDGE], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.splitlines())


FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("pipelines/outcomes/**/*.sql"))


@pytest.mark.parametrize("file", FILES)
def test_every_sql_file_of_the_outcomes_is_run_when_targets_are_judged(opened: set[str], file: str) -> None:
    assert str(ROOT / file) in opened


def test_every_sql_file_of_the_tools_is_named_by_one() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tools/*.py"))
    assert [path.name for path in ROOT.glob("tools/*.sql") if f'"{path.name}"' not in sources] == []
