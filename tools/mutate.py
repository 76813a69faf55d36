"""A mutation trial: does a test notice when a rule of judging is changed? Run again whenever rules or their tests change.

Usage: ``python -m tools.mutate [TESTS ...] [--sample N] [--seed S] [--files GLOB ...] [--workers N] [--into FILE]``. Each edit of
``mutants.py`` is made alone, in a copy of the tree, and the tests run until the first fails. An edit that none notices is a survivor: what
it shows is a gap in the tests, or it changes nothing, and then ``survivors.tsv`` says why (columns file, edit, why). The trial ends with 1
where a survivor is not explained there, or where what is explained there is noticed or gone.
"""

import argparse
import csv
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, zip_longest
from pathlib import Path

from tools.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
EXPLAINED = Path(__file__).with_name("survivors.tsv")
FILES = (
    "pipelines/outcomes/**/*.sql",
    *(
        f"schemas/codelists/{table}.csv"
        for table in (
            "verdict_rules",
            "meets",
            "plausibility",
            "polarities",
            "indicator_relations",
            "method_constants",
            "region_changes",
        )
    ),
)
# A test that takes so many times as long as all of them did before is held to go round in circles.
PATIENCE = 5


def copy_tree(into: Path) -> Path:
    """The files of the clone that Git knows or would add, with the environment linked."""
    listed = subprocess.check_output(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, text=True)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, into / name)
    (into / ".venv").symlink_to(ROOT / ".venv")
    return into


def passes(tree: Path, tests: list[str], seconds: float | None = None) -> bool:
    """Whether the tests pass in a tree; they see nothing but what the clone ships."""
    shipped = {name: value for name, value in os.environ.items() if not name.startswith("MUBIAO_")}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
    try:
        run = subprocess.run(
            command, cwd=tree, env=shipped | {"PYTHONPATH": str(tree)}, capture_output=True, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


@contextmanager
def edited(tree: Path, mutant: Mutant) -> Iterator[None]:
    """One edit in a tree, undone at the end."""
    file = tree / mutant.file
    content = file.read_text(encoding="utf-8")
    file.write_text(content[: mutant.start] + mutant.after + content[mutant.end :], encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(content, encoding="utf-8")


def trial(chosen: list[Mutant], tests: list[str], workers: int) -> Iterator[tuple[Mutant, bool]]:
    """Each mutant, and whether a test notices it; in the order given.

    Raises:
        SystemExit: the tests fail without any edit.
    """
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(workers) as pool:
        trees: queue.Queue[Path] = queue.Queue()
        for number in range(workers):
            trees.put(copy_tree(Path(folder, str(number))))
        start = time.monotonic()
        if not passes(trees.queue[0], tests):
            raise SystemExit(f"{' '.join(tests)} fail as they are: mend them first")
        patience = PATIENCE * (time.monotonic() - start) + 60

        def noticed(mutant: Mutant) -> bool:
            tree = trees.get()
            with edited(tree, mutant):
                passed = passes(tree, tests, patience)
            trees.put(tree)
            return not passed

        yield from zip(chosen, pool.map(noticed, chosen), strict=True)


def sampled(all_mutants: Mapping[str, list[Mutant]], number: int, seed: int) -> list[Mutant]:
    """So many mutants, of each file about as many, in the order of the files."""
    order = random.Random(seed)
    shuffled = [order.sample(of_file, len(of_file)) for of_file in all_mutants.values()]
    turns = [mutant for mutant in chain(*zip_longest(*shuffled)) if mutant]
    return sorted(turns[:number])


def explained() -> dict[tuple[str, str], str]:
    """Why survivors live, by file and edit."""
    with EXPLAINED.open(encoding="utf-8", newline="") as file:
        return {(row["file"], row["edit"]): row["why"] for row in csv.DictReader(file, delimiter="\t")}


def write(survivors: Iterable[Mutant], into: Path) -> None:
    """Survivors in the form of survivors.tsv, to be explained or noticed."""
    into.parent.mkdir(parents=True, exist_ok=True)
    with into.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(["file", "line", "edit"])
        rows.writerows((mutant.file, mutant.line, mutant.edit) for mutant in survivors)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("tests", nargs="*", default=["tests/outcomes"])
    parser.add_argument("--sample", type=int, metavar="N", help="so many mutants; all where not given")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="another draw")
    parser.add_argument("--files", nargs="+", default=FILES, metavar="GLOB", help="files below the root")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="copies of the tree that tests run in")
    parser.add_argument("--into", type=Path, default=ROOT / ".mubiao" / "survivors.tsv", metavar="FILE")
    return parser.parse_args()


def main() -> int:
    """Run the trial and print a line a mutant; 1 where a survivor has no explanation, or an explanation no survivor."""
    chosen = arguments()
    names = sorted({str(path.relative_to(ROOT)) for glob in chosen.files for path in ROOT.glob(glob)})
    of_files = {name: list(mutants(ROOT, name)) for name in names}
    count = sum(map(len, of_files.values()))
    reasons = explained()
    survivors, wrong = [], []
    for mutant, noticed in trial(sampled(of_files, chosen.sample or count, chosen.seed), chosen.tests, chosen.workers):
        why = reasons.get((mutant.file, mutant.edit), "")
        print(f"{'killed' if noticed else 'survived':9}{mutant.file}:{mutant.line}  {mutant.edit}", flush=True)
        survivors += [] if noticed else [mutant]
        if noticed == bool(why):
            wrong.append(f"{mutant.file}:{mutant.line}  {mutant.edit}  {why and 'explained, and noticed'}")
    there = {(mutant.file, mutant.edit) for of_file in of_files.values() for mutant in of_file}
    wrong += [
        f"{file}  {edit}  explained, and gone"
        for file, edit in reasons
        if file in of_files and (file, edit) not in there
    ]
    write(survivors, chosen.into)
    print(
        f"\n{len(survivors)} survived, {len(wrong)} to be noticed or explained; of {count} mutants in {len(names)} files; {chosen.into}"
    )
    print(*wrong, sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
