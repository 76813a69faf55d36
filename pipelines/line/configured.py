"""The line as a typed resource: the settings of the environment, which the launchpad shows and a run may change, and what is built from them.

Belongs here: which settings a run may change. Does not: what they mean (``base.settings``).
"""

from collections.abc import Mapping
from typing import Any

import dagster as dg
from pydantic import Field, PrivateAttr

from pipelines.base.settings import BadFiles, Settings, settings
from pipelines.line.run import Line


def _field(name: str) -> Any:
    """A field with the description that the setting has; one that is not given stays as it was loaded."""
    return Field(None, description=Settings.model_fields[name].description)


class Configured(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Folders, collections, strictness and how much of the machine is used. What a run changes holds for that run alone."""

    raw: str | None = _field("raw")
    store: str | None = _field("store")
    published: str | None = _field("published")
    collections: dict[str, str] | None = _field("collections")
    bad_files: BadFiles | None = _field("bad_files")
    known_on: str | None = _field("known_on")
    workers: int | None = _field("workers")
    threads: int | None = _field("threads")
    keep_versions: int | None = _field("keep_versions")
    loaded: dg.ResourceDependency[Line]
    _line: Line | None = PrivateAttr(None)

    @classmethod
    def of(cls, line: Line) -> "Configured":
        """The resource under which a run that changes nothing is handed the line itself."""
        under = line.settings
        return cls(
            raw=str(under.raw),
            store=str(under.store),
            published=str(under.published),
            collections=under.collections,
            bad_files=under.bad_files,
            known_on=under.known_on.isoformat() if under.known_on else None,
            workers=under.workers,
            threads=under.threads,
            keep_versions=under.keep_versions,
            loaded=line,
        )

    def setup_for_execution(self, context: dg.InitResourceContext) -> None:
        """Put the line together under the settings of this run, where they are others."""
        given = {name: getattr(self, name) for name in type(self).model_fields if name != "loaded"}
        changed = {name: value for name, value in given.items() if value is not None}
        under = settings(**(self.loaded.settings.model_dump() | changed))
        self._line = self.loaded if under == self.loaded.settings else self.loaded.again(under)

    @property
    def line(self) -> Line:
        """The line of this run."""
        return self._line or self.loaded


def resources(line: Line, **others: Any) -> Mapping[str, Any]:
    """What steps, sensors and schedules are handed: parts of the line of their run; and ``others``."""

    def part(of: Any) -> Any:
        return dg.ResourceDefinition(lambda context: of(context.resources.line.line), required_resource_keys={"line"})

    return {
        "line": Configured.of(line),
        "settings": part(lambda now: now.settings),
        "collections": part(lambda now: now.collections),
        "staleness": part(lambda now: now.staleness),
        "published": part(lambda now: now.published),
        "store": part(lambda now: now.staleness.store),
        "io_manager": dg.IOManagerDefinition(
            lambda context: context.resources.line.line.staleness.store, required_resource_keys={"line"}
        ),
        **others,
    }
