"""What is told of a run to who does not look: posted to a real receiver, which may be down or slow; and logs, and records that go."""

import contextlib
import io
import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import pytest
from typer.testing import CliRunner

from pipelines.base.settings import settings
from pipelines.cli import app
from pipelines.line import alerts
from pipelines.line.history import forget
from tests.base.server import Answer, Server
from tests.line.daemon import Line

MESSAGE = alerts.message(
    "run failed", "tables", "0000", {"dagster/partition": "2023"}, ["a.txt: it is empty. Remove it"]
)


def test_a_message_is_json_and_a_receiver_that_refuses_is_slow_or_is_down_hangs_and_fails_nothing(
    site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "PATIENCE", 1.0)
    assert alerts.post(site.put("/hook", b"taken"), MESSAGE)
    (asked,) = site.asked
    assert json.loads(asked.body) == {
        "event": "run failed",
        "job": "tables",
        "run_id": "0000",
        "years": "2023",
        "reasons": ["a.txt: it is empty. Remove it"],
    }
    assert asked.headers["Content-Type"] == "application/json"
    assert not alerts.post(site.put("/refuses", Answer(status=500)), MESSAGE)
    hangs = threading.Event()
    assert not alerts.post(site.put("/slow", Answer(before=hangs.wait)), MESSAGE)
    hangs.set()
    assert not alerts.post("http://127.0.0.1:9/nobody-listens", MESSAGE)
    assert not alerts.post("not an address", MESSAGE)


def test_a_run_that_fails_is_posted_with_the_sentence_that_is_to_be_mended_by_hand_and_by_the_daemon(
    line: Line, site: Server, add_report: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUBIAO_WEBHOOK", site.put("/hook", b"taken"))
    add_report(b"\xff\xfe\x00", region="620000", year=2021)
    assert CliRunner().invoke(app, ["run"]).exit_code == 1
    (asked,) = site.asked
    by_hand = json.loads(asked.body)
    assert by_hand["event"] == "run failed" and "reports/620000/2021.txt" in by_hand["reasons"][0]

    selection = [dg.AssetKey("inventory"), dg.AssetKey("left_out")]
    failed = line.run(dg.RunRequest(asset_selection=selection), job="tables", succeeds=False)
    failure = next(event for event in failed.all_events if event.is_failure and event.is_job_event)
    with dg.build_run_status_sensor_context(
        sensor_name="run_failed",
        dagster_instance=line.instance,
        dagster_run=failed.dagster_run,
        dagster_event=failure,
        resources={"settings": settings()},
    ) as context:
        alerts.run_failed(context.for_run_failure())
    by_daemon = json.loads(site.asked[-1].body)
    assert (by_daemon["job"], by_daemon["run_id"]) == ("tables", failed.run_id)
    assert any("reports/620000/2021.txt" in reason for reason in by_daemon["reasons"])


def test_a_check_that_warns_is_posted_and_logs_as_json_name_the_report_in_every_line_that_is_of_one(
    line: Line, site: Server, add_report: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUBIAO_WEBHOOK", site.put("/hook", b"taken"))
    monkeypatch.setenv("MUBIAO_LOGS", "json")
    monkeypatch.setenv("MUBIAO_BAD_FILES", "set_aside")
    add_report(b"\xff\xfe\x00", region="620000", year=2021)
    line.loggers = ("console",)
    lines = io.StringIO()
    with contextlib.redirect_stderr(lines):
        done = line("store", "2022", "2023")
    events = [json.loads(each) for each in lines.getvalue().splitlines() if each.startswith("{")]
    assert {"620000-2022", "620000-2023"} == {event["report_id"] for event in events if "report_id" in event}
    assert "reports/620000/2021.txt" in {event.get("file") for event in events}
    made = {(event["table"], event.get("year")) for event in events if event.get("event") == "ASSET_MATERIALIZATION"}
    assert {("targets", "2022"), ("targets", "2023"), ("statistics", None)} <= made

    success = next(event for event in done.all_events if event.event_type == dg.DagsterEventType.RUN_SUCCESS)
    with dg.build_run_status_sensor_context(
        sensor_name="checks_warned",
        dagster_instance=line.instance,
        dagster_run=done.dagster_run,
        dagster_event=success,
        resources={"settings": settings()},
    ) as context:
        alerts.checks_warned(context)
    (asked,) = site.asked
    message = json.loads(asked.body)
    assert (message["event"], message["years"]) == ("checks warned", "2022/2023")
    assert any("nothing_set_aside (warn)" in reason and "2021.txt" in reason for reason in message["reasons"])

    # Records of runs go after a while, but not those of the run that made a table last.
    selection = [dg.AssetKey("inventory"), dg.AssetKey("left_out")]
    twice = [line.run(dg.RunRequest(asset_selection=selection), job="tables").run_id for _ in range(2)]
    later = datetime.now(UTC) + timedelta(days=31)
    assert forget(line.instance, 0, later) == 0
    assert forget(line.instance, 30, later) == 1
    assert {run.run_id for run in line.instance.get_runs()} == {done.run_id, twice[1]}
    assert line.instance.get_materialized_partitions(dg.AssetKey("targets")) == {"2022", "2023"}
