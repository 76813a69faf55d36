"""The line as the daemon runs it, without the daemon: what a sensor asks for becomes a run in this process, on a real instance."""

from pathlib import Path
from typing import Any

import dagster as dg

from pipelines import definitions
from pipelines.base.settings import settings
from pipelines.line import run

RANGE = ("dagster/asset_partition_range_start", "dagster/asset_partition_range_end")
REPORT_2022 = (
    "2022年甘肃省政府工作报告\n\n今年的主要预期目标是：地区生产总值增长6.5%左右；粮食产量稳定在240亿斤以上。\n"
)
REPORT_2023 = (
    "2023年甘肃省政府工作报告\n\n一、2022年工作回顾\n\n全省地区生产总值增长4.5%，粮食产量253亿斤。\n\n"
    "二、2023年主要目标\n\n今年的主要预期目标是：地区生产总值增长6%；城镇新增就业32万人以上。\n"
)


class Line:
    """The job on a real instance, over the given years into a store of its own."""

    loggers: tuple[str, ...] = ("progress",)

    def __init__(self, instance: dg.DagsterInstance, data: Path) -> None:
        self.instance, self.data = instance, data

    def under(self, store: str = "store") -> run.Line:
        """The line as it is put together now."""
        return definitions.line(settings(store=self.data / store))

    def loaded(self, store: str = "store") -> dg.Definitions:
        """What Dagster loads."""
        now = self.under(store)
        return definitions.loaded(now)

    def __call__(self, store: str, first: str, last: str) -> dg.ExecuteInProcessResult:
        return self.run(dg.RunRequest(tags=dict(zip(RANGE, (first, last), strict=True))), store)

    def run(
        self, request: dg.RunRequest, store: str = "store", job: str = "line", *, succeeds: bool = True
    ) -> dg.ExecuteInProcessResult:
        """What the daemon makes of a request."""
        result = (
            self.loaded(store)
            .resolve_job_def(job)
            .execute_in_process(
                instance=self.instance,
                tags=dict(request.tags),
                asset_selection=list(request.asset_selection or ()) or None,
                raise_on_error=succeeds,
                run_config={"loggers": {name: {} for name in self.loggers}},
            )
        )
        assert result.success or not succeeds
        return result

    def look(self, sensor: dg.SensorDefinition) -> dg.RunRequest | str:
        """What a sensor asks for after a look at the files, or why it asks for nothing."""
        with dg.build_sensor_context(
            instance=self.instance, repository_def=self.loaded().get_repository_def(), resources=self.resources()
        ) as context:
            result = sensor.evaluate_tick(context)
        assert len(result.run_requests) <= 1
        return result.run_requests[0] if result.run_requests else str(result.skip_message)

    def resources(self) -> dict[str, Any]:
        """What sensors and schedules are handed, as a process that starts now has it."""
        now = self.under()
        return {
            "settings": now.settings,
            "staleness": now.staleness,
            "collections": now.collections,
            "published": now.published,
        }

    def settle(self, *sensors: dg.SensorDefinition) -> list[tuple[str, list[str], dg.ExecuteInProcessResult]]:
        """What the daemon does with these sensors on until none asks for more: the job of each run, its years, and how it went."""
        done: list[tuple[str, list[str], dg.ExecuteInProcessResult]] = []
        while asked := [(sensor, asked) for sensor in sensors if isinstance(asked := self.look(sensor), dg.RunRequest)]:
            for sensor, request in asked:
                result = self.run(request, job=sensor.job_name, succeeds=False)
                years = sorted({request.tags[tag] for tag in RANGE if tag in request.tags})
                done.append((sensor.job_name, years, result))
        return done
