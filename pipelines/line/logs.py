"""How the events of a run are printed: one line of JSON an event, for machines. Belongs here: the lines. Does not: what is logged."""

import json
import logging
import sys
from typing import Any

import dagster as dg

from pipelines.base.assets import LOGGED


class Lines(logging.Formatter):
    """An event as one line: when, how grave, of which run, step and table, and what a sentence is of (``report_id``, ``file``)."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        meta: dict[str, Any] = getattr(record, "dagster_meta", {})
        event = meta.get("dagster_event")
        line = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "run_id": meta.get("run_id"),
            "job": meta.get("job_name"),
            "step": meta.get("step_key"),
            "event": event.event_type_value if event else None,
            "table": event.asset_key.to_user_string() if event and event.asset_key else None,
            "year": event.partition if event else None,
            "message": meta.get("orig_message") or record.getMessage(),
            "error": _error(event),
            **getattr(record, LOGGED, {}),
        }
        return json.dumps(
            {name: value for name, value in line.items() if value is not None}, ensure_ascii=False, default=str
        )


def _error(event: Any) -> str | None:
    """The messages of the error that an event tells of, from the outer to the one that began it."""
    error = getattr(getattr(event, "event_specific_data", None), "error", None)
    messages = []
    while error:
        messages.append(str(error.message).strip())
        error = error.cause
    return " ← ".join(messages) or None


@dg.logger
def json_lines(_: dg.InitLoggerContext) -> logging.Logger:
    """One line of JSON an event, on standard error: the logger ``console`` where the setting ``logs`` is json."""
    logger = logging.Logger("mubiao.events", logging.DEBUG)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logger.addHandler(handler)
    return logger
