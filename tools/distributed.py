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
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import dagster as dg
import yaml

from pipelines.base.settings import ROOT

BIN = Path(sys.executable).parent
YEARS = range(1995, 1995 + int(os.environ.get("TRIAL_YEARS", 30)))
REGIONS = {"520000": "贵州省", "530000": "云南省", "620000": "甘肃省"}
BUCKET = "mubiao"
# A killed worker is seen by these bounds; the example in deploy/ has longer ones.
BOUNDS = {"poll_interval_seconds": 3, "start_timeout_seconds": 90, "max_runtime_seconds": 90}
# So many runs have succeeded when one worker is killed, and when all are.
ONE_AFTER, ALL_AFTER = len(YEARS) // 4, len(YEARS)
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


def waited(until: Callable[[], object], seconds: float, what: str) -> float:
    """Seconds until something is so.

    Raises:
        TimeoutError: it is not so in time.
    """
    begin = time.monotonic()
    while not until():
        if time.monotonic() - begin > seconds:
            raise TimeoutError(f"{what}: not so after {seconds:.0f} s")
        time.sleep(0.5)
    return time.monotonic() - begin


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

    def __init__(self, work: Path, closing: ExitStack) -> None:
        self.work, self._closing = work, closing
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
            "MUBIAO_YEARS_A_RUN": "1",
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
            waited(lambda number=number: listens(number), 60, "the servers listen")
        put_reports()

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
        self.start("postgres", [*user, str(programs / "postgres"), "-D", cluster, *listening, "-c", "fsync=off"])
        create = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", str(self.postgres), "-U", "mubiao", "mubiao"]
        waited(
            lambda: subprocess.run(create, check=False, capture_output=True).returncode == 0, 60, "PostgreSQL is there"
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
        return self.start(name, [*command, "--concurrency", "1", "--max-tasks-per-child", "1"], self.machine(name))

    def command(self, name: str, *command: str) -> str:
        """What a command prints on a machine.

        Raises:
            subprocess.CalledProcessError: it fails; what it wrote is printed.
        """
        done = subprocess.run(
            command, env=self.machine(name), cwd=self.home(name), capture_output=True, text=True, check=False
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


def put_reports() -> None:
    """Fill the bucket with the made-up reports."""
    from pyarrow.fs import FileSystem

    system, _ = FileSystem.from_uri(f"s3://{BUCKET}/?allow_bucket_creation=true")
    system.create_dir(BUCKET)
    for region in REGIONS:
        for year in YEARS:
            with system.open_output_stream(f"{BUCKET}/reports/{region}/{year}.txt") as stream:
                stream.write(report(region, year).encode())


def main() -> None:
    """Run the trial and print its figures."""
    with tempfile.TemporaryDirectory(prefix="distributed") as folder, ExitStack() as closing:
        work = Path(folder)
        work.chmod(0o755)
        trial = Trial(work, closing)
        try:
            trial.servers()
            run(trial)
        except BaseException:
            for log in sorted(work.glob("*.log")):
                print(f"--- {log.name}", log.read_text(errors="replace")[-3000:], sep="\n", file=sys.stderr)
            raise


def run(trial: Trial) -> None:
    """The backfill under fire, and what one process makes of the same reports."""
    environment = trial.machine("daemon")
    os.environ |= {name: environment[name] for name in ("DAGSTER_HOME",)}
    trial.command("daemon", str(BIN / "dagster"), "instance", "info")
    daemon = [str(BIN / "dagster-daemon"), "run", "-m", "pipelines.definitions"]
    workers = [trial.worker("one", "dagster", "publishing"), trial.worker("two", "dagster")]
    trial.start("daemon", daemon, environment)
    backfill = trial.command("daemon", sys.executable, str(ROOT / "deploy" / "backfill.py"))
    with dg.DagsterInstance.get() as runs:
        asked = time.monotonic()

        def succeeded() -> int:
            return runs.get_runs_count(dg.RunsFilter(statuses=[dg.DagsterRunStatus.SUCCESS]))

        def busy() -> bool:
            return runs.get_runs_count(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])) > 0

        waited(lambda: succeeded() >= ONE_AFTER and busy(), LONGEST, "the first runs succeed")
        workers[1].kill()
        print(f"one worker killed after {time.monotonic() - asked:.0f} s, {succeeded()} runs done")
        time.sleep(5)
        workers[1].start()
        waited(lambda: succeeded() >= ALL_AFTER and busy(), LONGEST, "more runs succeed")
        for worker in workers:
            worker.kill()
        print(f"all workers killed after {time.monotonic() - asked:.0f} s, {succeeded()} runs done")
        time.sleep(5)
        for worker in workers:
            worker.start()
        waited(lambda: ended(runs, backfill), LONGEST, "the backfill ends")
        print(f"backfill ended after {time.monotonic() - asked:.0f} s: {runs.get_backfill(backfill).status}")
        for record in runs.get_run_records():
            r = record.dagster_run
            print(
                r.run_id[:8],
                r.status.value,
                r.tags.get("dagster/partition") or r.tags.get("dagster/asset_partition_range_start"),
                len(r.asset_selection or ()),
                r.tags.get("dagster/retry_number"),
                (record.end_time or 0) - (record.start_time or 0),
            )


def ended(runs: dg.DagsterInstance, backfill: str) -> bool:
    """Whether a backfill has come to its end."""
    state = runs.get_backfill(backfill)
    return state is not None and state.status.value not in ("REQUESTED", "COMPLETING", "FAILING")


if __name__ == "__main__":
    main()
