"""Drills: the store lies in an object store, which refuses, breaks off, garbles or is slow (``tools.faulty``)."""

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tools.drills.trial import (
    BIN,
    BUCKET,
    LONGEST,
    PACKAGES,
    DrillError,
    Line,
    NotHereError,
    Trial,
    drill,
    ended_well,
    sentence_of,
    shortly,
    wait_until,
)
from tools.faulty import Faulty, Plan, port


@contextmanager
def at_object_store(trial: Trial, name: str) -> Iterator[tuple[Line, Faulty]]:
    """A line whose tables lie in an object store, read and stored once, then changed; and the proxy before it."""
    if not (BIN / "moto_server").exists():
        raise NotHereError("the group stand-in is not installed")
    number = port()
    server = subprocess.Popen(
        [str(BIN / "moto_server"), "-H", "127.0.0.1", "-p", str(number)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with Faulty(number) as proxy:
            wait_until(lambda: _listens(number), "the object store listens")
            line = trial.new.copy(trial.work / f"s3-{name}")
            line.more |= {
                "MUBIAO_STORE": f"s3://{BUCKET}/store",
                "AWS_ACCESS_KEY_ID": "key",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_REGION": "us-east-1",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.port}",
                "AWS_ALLOW_HTTP": "true",
            }
            os.environ |= {key: value for key, value in line.more.items() if key.startswith("AWS_")}
            _bucket()
            ended_well(line.run())
            yield line.change(), proxy
    finally:
        server.kill()
        server.wait()


def _listens(number: int) -> bool:
    import socket

    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", number)) == 0


def _system() -> Any:
    from pyarrow.fs import S3FileSystem

    return S3FileSystem(
        endpoint_override=os.environ["AWS_ENDPOINT_URL"], region="us-east-1", allow_bucket_creation=True
    )


def _bucket() -> None:
    _system().create_dir(BUCKET)


def _objects() -> dict[str, bytes]:
    """What is stored in the object store, by the path that it has in a folder."""
    from pyarrow.fs import FileSelector

    system = _system()
    infos = system.get_file_info(FileSelector(f"{BUCKET}/store", recursive=True))
    paths = [info.path for info in infos if info.is_file]
    names = (path.removeprefix(f"{BUCKET}/") for path in paths)
    return {
        name: system.open_input_stream(f"{BUCKET}/{name}").readall() for name in names if not name.startswith(PACKAGES)
    }


def _same_objects(trial: Trial, line: Line) -> None:
    there = _objects() | {name: content for name, content in line.contents().items() if name.startswith("published/")}
    if there != trial.expected:
        names = sorted(
            name for name in there.keys() | trial.expected.keys() if there.get(name) != trial.expected.get(name)
        )
        raise DrillError(f"other bytes: {', '.join(names[:9])}")


def _failing(trial: Trial, name: str, plan: Plan) -> str:
    with at_object_store(trial, name) as (line, proxy):
        proxy.under(plan)
        done = line.run()
        said = f"`{shortly(sentence_of(done), line)}`" if done.code else "the run ends well"
        trial.readers(line)
        faults = ", ".join(f"{count} × {fault}" for fault, count in proxy.done.items())
        proxy.under(lambda number, method, path: "")
        ended_well(line.run())
        _same_objects(trial, line)
        return f"{faults}: {said}; the next run made the same bytes"


@drill("object store: one of five answers is 500 or 503")
def object_store_with_errors(trial: Trial) -> str:
    """They are asked again."""
    return _failing(trial, "errors", lambda number, method, path: {1: "500", 3: "503"}.get(number % 10, ""))


@drill("object store: every writing is refused with 403")
def object_store_that_refuses(trial: Trial) -> str:
    """The credentials of a reader."""
    return _failing(trial, "refuses", lambda number, method, path: "403" if method in ("PUT", "POST") else "")


@drill("object store: every answer is 500")
def object_store_that_is_down(trial: Trial) -> str:
    """It ends, with a sentence."""
    return _failing(trial, "down", lambda number, method, path: "500")


@drill("object store: every third answer is slow")
def object_store_that_is_slow(trial: Trial) -> str:
    """It is waited for."""
    return _failing(trial, "slow", lambda number, method, path: "slow" if number % 3 == 0 else "")


@drill("object store: every fourth object is sent half, or with a flipped bit, or under another ETag")
def object_store_that_garbles(trial: Trial) -> str:
    """A table carries the sum of its bytes."""
    faults = ("cut", "flipped", "other ETag")
    return _failing(
        trial,
        "garbles",
        lambda number, method, path: (
            faults[number % 3] if method == "GET" and "parquet" in path and number % 4 == 0 else ""
        ),
    )


@drill("object store: the connection breaks in the middle of every fifth object that is written")
def object_store_that_breaks_off(trial: Trial) -> str:
    """An object is there whole, or not."""
    return _failing(
        trial, "breaks", lambda number, method, path: "half taken" if method == "PUT" and number % 5 == 0 else ""
    )


@drill("object store: one bit flipped in every stored table, every third cut")
def objects_damaged(trial: Trial) -> str:
    """As somebody does who copies a bucket badly."""
    with at_object_store(trial, "damaged") as (line, _):
        system, draw = _system(), random.Random(22)
        objects = _objects()
        for number, (name, content) in enumerate(objects.items()):
            damaged = bytearray(content)
            damaged[draw.randrange(len(damaged))] ^= 1 << draw.randrange(8)
            with system.open_output_stream(f"{BUCKET}/{name}") as stream:
                stream.write(bytes(damaged if number % 3 else damaged[: len(damaged) // 2]))
        ended_well(line.run())
        _same_objects(trial, line)
        return f"{len(objects)} objects: the next run made the same bytes"


@drill("object store: kill -9 while an object is written, at 4 moments")
def killed_while_an_object_is_written(trial: Trial) -> str:
    """The next run goes on."""
    killed = 0
    with at_object_store(trial, "killed") as (line, proxy):
        for moment in (2, 9, 17, 30):
            process = line.start()

            def kill(number: int, method: str, path: str, moment: int = moment, process: Any = process) -> str:
                if method == "PUT" and number == moment:
                    process.kill()
                    return "half taken"
                return ""

            proxy.under(kill)
            process.communicate(timeout=LONGEST)
            killed += process.returncode == -signal.SIGKILL
            trial.readers(line)
        proxy.under(lambda number, method, path: "")
        ended_well(line.run())
        _same_objects(trial, line)
    return f"{killed} runs were killed; the next one made the same bytes"
