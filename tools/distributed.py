"""The line on several machines, on real servers: a backfill over thirty years, workers killed in the middle, the bytes of one process.

PostgreSQL, Redis and an S3 server run on this machine for the time of the trial. Two celery workers and Dagster's daemon are started as
`deploy/` says, each with a home, raw/ and environment of its own: they share PostgreSQL, Redis and the object store alone. While the runs
go on, one worker is killed with -9 and started again, later all at once. Ends with 1 where a run is left over, a row is missing, doubled
or another one, or a published byte differs from what one process makes of the same reports. `.ci/distributed` installs what it needs.
"""

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import dagster as dg
import obstore
import yaml
from obstore.store import ObjectStore, from_url

from pipelines.base.settings import ROOT
from pipelines.line.store import Store
from pipelines.packages.synchronise import into, look
from schemas.errors import InputError

BIN = Path(sys.executable).parent
FIRST = 1994
REGIONS = {"520000": "贵州省", "530000": "云南省", "620000": "甘肃省"}
BUCKET = "mubiao"
# A killed worker is seen by these bounds; the example in deploy/ has longer ones.
BOUNDS = {"poll_interval_seconds": 3, "start_timeout_seconds": 90, "max_runtime_seconds": 90}
# Dagster opens a connection a question, and a process of PostgreSQL with little memory is made sooner; what is lost is made again.
QUICK = [part for setting in ("fsync=off", "shared_buffers=16MB", "synchronous_commit=off") for part in ("-c", setting)]
# Seconds until a machine that was killed is back.
AWAY = 5
LONGEST = 1800.0
DEFINITIONS = """
[owner]
title = "Distributed trial"

[[package]]
name = "made-up"
title_zh = "虚构报告的目标"
title_en = "Targets of made-up reports"
regions = []
years = []
collections = ["reports"]
"""


def report(region: str, year: int) -> str:
    """A made-up report: what came of the year before, and this year's plan."""
    number = int(region[:2]) + year
    growth, grain = 5 + number % 40 / 10, 150 + number % 90
    return (
        f"{year}年{REGIONS[region]}政府工作报告\n\n一、{year - 1}年工作回顾\n\n"
        f"全省地区生产总值增长{growth - 0.3:.1f}%，粮食产量{grain - 4}万吨，城镇新增就业{number % 50 + 11}万人。\n\n"
        f"二、{year}年主要目标\n\n今年的主要预期目标是：地区生产总值增长{growth:.1f}%左右；粮食产量{grain}万吨以上；"
        f"城镇新增就业{number % 50 + 10}万人以上；居民消费价格涨幅{2 + number % 3}%以内。\n"
    )


def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def waited(until: Callable[[], object], what: str, seconds: float = LONGEST) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: it is not so in time.
    """
    begin = time.monotonic()
    while not until():
        if time.monotonic() - begin > seconds:
            raise TimeoutError(f"{what}: not so after {seconds:.0f} s")
        time.sleep(1)


def listens(number: int) -> bool:
    """Whether a server answers on a port."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", number)) == 0


class Process:
    """A process with its children, as one machine: killed, it is gone at once with all that it runs."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], home: Path, log: Path) -> None:
        self._command, self._environment, self._home, self._log = command, environment, home, log
        self.start()

    def start(self) -> None:
        """Start it, or start it again."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=dict(self._environment),
                cwd=self._home,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9 to it and its children."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Trial:
    """Servers, machines and their folders below one folder."""

    def __init__(self, work: Path, closing: ExitStack, years: range, years_a_run: int) -> None:
        self.work, self._closing, self.years, self.years_a_run = work, closing, years, years_a_run
        self.postgres, self.redis, self.s3 = port(), port(), port()
        self.shared = {
            "MUBIAO_POSTGRES": f"postgresql+psycopg2://mubiao@127.0.0.1:{self.postgres}/mubiao",
            "MUBIAO_BROKER": f"redis://127.0.0.1:{self.redis}/0",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.s3}",
            "AWS_ALLOW_HTTP": "true",
        }
        self.line = {
            "MUBIAO_COLLECTIONS": json.dumps({"reports": f"s3://{BUCKET}/reports"}),
            "MUBIAO_SOFTWARE_VERSION": "trial",
            "MUBIAO_YEARS_A_RUN": str(years_a_run),
            "MUBIAO_MIRROR": f"s3://{BUCKET}/published",
        }
        os.environ |= self.shared

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> Process:
        """Start a process in a home of its own, which is killed at the end of the trial."""
        home = self.home(name)
        process = Process(command, environment or os.environ, home, self.work / f"{name}.log")
        self._closing.callback(process.kill)
        return process

    def home(self, name: str) -> Path:
        """The folder of a machine."""
        folder = self.work / name
        folder.mkdir(exist_ok=True)
        return folder

    def machine(self, name: str) -> dict[str, str]:
        """The environment of a machine: a raw/ and folders of its own, and what all machines share."""
        home = self.home(name)
        if not (home / "raw").exists():
            shutil.copytree(ROOT / "raw", home / "raw")
            (home / "definitions.toml").write_text(DEFINITIONS, encoding="utf-8")
            (home / "dagster.yaml").write_text(instance(), encoding="utf-8")
        own = {"RAW": "raw", "PUBLISHED": "published", "DEFINITIONS": "definitions.toml", "INSTANCE": "dagster"}
        return (
            {key: value for key, value in os.environ.items() if not key.startswith("MUBIAO_")}
            | {f"MUBIAO_{key}": str(home / value) for key, value in own.items()}
            | self.shared
            | self.line
            | {"MUBIAO_STORE": f"s3://{BUCKET}/store", "DAGSTER_HOME": str(home)}
        )

    def servers(self) -> None:
        """Start PostgreSQL, Redis and the object store, and put the reports there."""
        self._start_postgres()
        redis = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.redis), "--save", "", "--appendonly", "no"]
        self.start("redis", redis)
        self.start("s3", [str(BIN / "moto_server"), "-H", "127.0.0.1", "-p", str(self.s3)])
        for number in (self.postgres, self.redis, self.s3):
            waited(lambda number=number: listens(number), "the servers listen", 60)
        put_reports(self.years)

    def _start_postgres(self) -> None:
        """A cluster of its own; PostgreSQL refuses to run as root, and so runs as the user that Debian made for it."""
        folder, programs = self.home("postgres"), max(Path("/usr/lib/postgresql").glob("*/bin"))
        root = os.geteuid() == 0
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if root else []
        if root:
            shutil.chown(folder, "postgres", "postgres")
        cluster = str(folder / "cluster")
        command = [
            *user,
            str(programs / "initdb"),
            "-D",
            cluster,
            "-U",
            "mubiao",
            "-A",
            "trust",
            "--no-sync",
            "-E",
            "UTF8",
        ]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        listening = [
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            f"port={self.postgres}",
            "-c",
            f"unix_socket_directories={folder}",
        ]
        self.start("postgres", [*user, str(programs / "postgres"), "-D", cluster, *listening, *QUICK])
        create = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(self.postgres), "-U", "mubiao", "mubiao"]
        waited(
            lambda: subprocess.run(create, check=False, capture_output=True).returncode == 0, "PostgreSQL is there", 60
        )

    def worker(self, name: str, *queues: str) -> Process:
        """Start a machine that takes runs of these queues, a process a run."""
        command = [str(BIN / "celery"), "-A", "dagster_celery.app", "-b", self.shared["MUBIAO_BROKER"]]
        command += [
            "--result-backend",
            self.shared["MUBIAO_BROKER"],
            "worker",
            "-n",
            f"{name}@%h",
            "-Q",
            ",".join(queues),
        ]
        return self.start(
            name,
            [*command, "--concurrency", "1", "--max-tasks-per-child", "1", "--disable-prefetch"],
            self.machine(name),
        )

    def command(self, name: str, *command: str, environment: Mapping[str, str] | None = None) -> str:
        """What a command prints on a machine.

        Raises:
            subprocess.CalledProcessError: it fails; what it wrote is printed.
        """
        done = subprocess.run(
            command,
            env=self.machine(name) | dict(environment or {}),
            cwd=self.home(name),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(done.stdout, done.stderr, file=sys.stderr)
            done.check_returncode()
        return done.stdout.strip()


def instance() -> str:
    """deploy/dagster.yaml with the bounds of the trial."""
    content = yaml.safe_load((ROOT / "deploy" / "dagster.yaml").read_text(encoding="utf-8"))
    content["run_monitoring"] |= BOUNDS
    return yaml.safe_dump(content)


def put_reports(years: range) -> None:
    """Fill the bucket with the made-up reports."""
    from pyarrow.fs import FileSystem

    system, _ = FileSystem.from_uri(f"s3://{BUCKET}/?allow_bucket_creation=true")
    system.create_dir(BUCKET)
    for region in REGIONS:
        for year in years:
            with system.open_output_stream(f"{BUCKET}/reports/{region}/{year}.txt") as stream:
                stream.write(report(region, year).encode())


def main(years: int = 30, years_a_run: int = 2) -> None:
    """Run the trial over so many years, some of them in a run, and print its figures."""
    with tempfile.TemporaryDirectory(prefix="distributed") as folder, ExitStack() as closing:
        work = Path(folder)
        work.chmod(0o755)
        trial = Trial(work, closing, range(FIRST, FIRST + years), years_a_run)
        begin = time.monotonic()
        try:
            trial.servers()
            compare(trial, under_fire(trial))
            tell(f"{time.monotonic() - begin:.0f} s in all")
        except BaseException:
            for log in sorted(work.glob("*.log")):
                print(f"--- {log.name}", log.read_text(errors="replace")[-2000:], sep="\n", file=sys.stderr)
            raise


def under_fire(trial: Trial) -> Path:
    """The backfill, its workers killed in the middle, and the publication; the folder that was published into.

    Raises:
        SystemExit: the backfill did not complete.
    """
    home = trial.machine("daemon")
    os.environ["DAGSTER_HOME"] = home["DAGSTER_HOME"]
    trial.command("daemon", str(BIN / "dagster"), "instance", "info")
    workers = [trial.worker("one", "dagster", "publishing"), trial.worker("two", "dagster")]
    trial.start("daemon", [str(BIN / "dagster-daemon"), "run", "-m", "pipelines.definitions"], home)
    with dg.DagsterInstance.get() as instance:
        begin = time.monotonic()
        backfill = trial.command("daemon", sys.executable, str(ROOT / "deploy" / "backfill.py"))
        asked = 2 * len(trial.years) // trial.years_a_run  # reports and targets, then outcomes
        kill(instance, workers[1:], asked // 6)
        running = kill(instance, workers, asked // 2)
        killed = time.time() - AWAY
        waited(lambda: status(instance, backfill) not in ("REQUESTED", "COMPLETING", "FAILING"), "the backfill ends")
        if status(instance, backfill) != "COMPLETED_SUCCESS":
            raise SystemExit(f"the backfill did not complete: {status(instance, backfill)}")
        tell(f"the backfill over {len(trial.years)} years was complete after {time.monotonic() - begin:.0f} s")
        ends = (instance.get_run_record_by_id(run) for run in running)
        after = sorted(record.end_time - killed for record in ends if record and record.end_time)
        tell(f"what ran when all workers were killed was ended {', '.join(f'{each:.0f}' for each in after)} s later")
        trial.command("daemon", str(BIN / "dagster"), "job", "launch", "-m", "pipelines.definitions", "-j", "publish")
        waited(lambda: not under_way(instance), "the publication ends")
        tell(f"it was published after {time.monotonic() - begin:.0f} s")
        report_runs(instance)
    return trial.home("one") / "published"


def kill(instance: dg.DagsterInstance, workers: Sequence[Process], after: int) -> list[str]:
    """Kill workers in the middle of a run once so many runs have succeeded, and start them again; the runs that they were about."""
    waited(lambda: count(instance, "SUCCESS") > after and count(instance, "STARTED"), "runs succeed")
    for worker in workers:
        worker.kill()
    launched = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED])
    running = [run.run_id for run in instance.get_runs(launched)]
    tell(f"kill -9 to {len(workers)} of the workers, after {count(instance, 'SUCCESS')} runs, {len(running)} under way")
    time.sleep(AWAY)
    for worker in workers:
        worker.start()
    return running


def tell(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


def count(instance: dg.DagsterInstance, *statuses: str) -> int:
    """How many runs have one of these statuses."""
    return instance.get_runs_count(dg.RunsFilter(statuses=[dg.DagsterRunStatus(each) for each in statuses]))


def under_way(instance: dg.DagsterInstance) -> Sequence[dg.RunRecord]:
    """The runs that are not at their end."""
    statuses = [each for each in dg.DagsterRunStatus if each.value not in ("SUCCESS", "FAILURE", "CANCELED")]
    return instance.get_run_records(dg.RunsFilter(statuses=statuses))


def status(instance: dg.DagsterInstance, backfill: str) -> str:
    """How a backfill stands."""
    state = instance.get_backfill(backfill)
    return state.status.value if state else "unknown"


def report_runs(instance: dg.DagsterInstance) -> None:
    """Print how many runs there were, how they ended and what a run of a year took."""
    records = instance.get_run_records()
    ends = Counter(record.dagster_run.status.value for record in records)
    again = sum("dagster/retry_number" in record.dagster_run.tags for record in records)
    good = [record for record in records if record.dagster_run.is_success]
    took = [record.end_time - record.start_time for record in good if record.end_time and record.start_time]
    tell(f"{len(records)} runs: {', '.join(f'{n} {end}' for end, n in sorted(ends.items()))}; {again} were tried again")
    tell(f"a run took {statistics.median(took):.0f} s (median), at most {max(took):.0f} s")


def compare(trial: Trial, published: Path) -> None:
    """What the machines made is what one process makes of the same reports; and the copy of what they published is guarded.

    Raises:
        SystemExit: something differs.
    """
    alone = trial.home("alone")
    trial.command(
        "alone", str(BIN / "mubiao"), "run", environment={"MUBIAO_STORE": str(alone / "store"), "MUBIAO_MIRROR": ""}
    )
    here, there = Store(alone / "store", unknown), Store(f"s3://{BUCKET}/store", unknown)
    if here.tables() != there.tables():
        raise SystemExit(f"other tables: {here.tables()}, {there.tables()}")
    rows = 0
    for table in here.tables():
        one, many = here.whole(table), there.whole(table)
        if not one.equals(many):
            raise SystemExit(
                f"the table {table} differs: {one.height} rows of one process, {many.height} of several machines"
            )
        rows += one.height
    tell(f"{len(here.tables())} tables, {rows:,} rows: none lost, none doubled, the same as of one process")
    files, store = contents(alone / "published"), from_url(f"s3://{BUCKET}/published")
    copy = {
        each["path"]: bytes(obstore.get(store, each["path"]).bytes()) for page in obstore.list(store) for each in page
    }
    for name, other in (("published by one of several machines", contents(published)), ("in the object store", copy)):
        if other != files:
            different = sorted(path for path in files.keys() | other.keys() if files.get(path) != other.get(path))
            raise SystemExit(f"{name}: other bytes: {', '.join(different[:9])}")
    tell(
        f"{len(files)} files, {sum(map(len, files.values())):,} bytes published, and copied: the same as of one process"
    )
    refuse(store, published)


def refuse(store: ObjectStore, published: Path) -> None:
    """Whoever has not seen the latest catalogue is refused.

    Raises:
        SystemExit: he is not.
    """
    seen = look(store)
    obstore.put(store, "catalog.json", b'{"packages": {}}')
    try:
        into(store, published, f"s3://{BUCKET}/published", ({"packages": {}}, seen[1]))
    except InputError as error:
        tell(f"refused: {error}")
    else:
        raise SystemExit("a catalogue was overwritten that nobody had seen")


def contents(folder: Path) -> Mapping[str, bytes]:
    """The files below a folder by their paths, without hidden ones: locks, and what a publisher notes for itself."""
    every = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}


def unknown(table: str, part: str | None) -> str:
    """No fingerprint: the tables are only read."""
    return ""


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
