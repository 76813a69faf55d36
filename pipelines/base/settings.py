"""Settings: where data lies, which collections of reports are read, and what a bad file does. Belongs here: nothing that is made of them.

A setting comes from the environment (``MUBIAO_RAW`` ...), else from the clone. Whoever needs one is handed it; nobody reads the
environment for himself.
"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from schemas.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
# A folder, or a file.
Folder = Annotated[Path, AfterValidator(lambda path: _absolute(path))]
# A folder, or the address of an object store.
Place = Annotated[Path | str, BeforeValidator(lambda place: _place(place))]
# raw/ is a collection too, and always read.
RAW = "raw"


class BadFiles(StrEnum):
    """What a report file that cannot be used does: it stops the run, or it is set aside into the table ``left_out``."""

    stop_in_raw = "stop_in_raw"
    stop = "stop"
    set_aside = "set_aside"

    def stops(self, collection: str) -> bool:
        """Whether a bad file of that collection stops the run."""
        return self is BadFiles.stop or (self is BadFiles.stop_in_raw and collection == RAW)


class Logs(StrEnum):
    """How a run prints what Dagster records of it: as text for people, or an event a line as JSON for machines."""

    text = "text"
    json = "json"


class Settings(BaseSettings):
    """All settings; folders are absolute."""

    model_config = SettingsConfigDict(env_prefix="MUBIAO_", env_ignore_empty=True, frozen=True, extra="ignore")

    raw: Folder = Field(ROOT / "raw", description="Folder of reports, statistics and reference tables.")
    store: Place = Field(
        ROOT / ".mubiao" / "store",
        description="Where tables rest between the stages: a folder, or an address that all machines reach (`s3://bucket/store`).",
    )
    published: Folder = Field(ROOT / "published", description="Where packages are published.")
    mirror: str = Field(
        "",
        description="Address of an object store that `MUBIAO_PUBLISHED` is copied to with every publication (`s3://bucket/published`); "
        "none for nowhere.",
    )
    site: Folder = Field(
        ROOT / ".mubiao" / "site", description="Where `mubiao site` writes the site of all published packages."
    )
    site_address: str = Field(
        "",
        description="Where that site is served (`https://example.org/mubiao`): its pages are linked, listed and shown in previews by whole addresses; "
        "without it what needs them is left out.",
    )
    site_contact: str = Field(
        "",
        description="Where readers of the site report an error: an e-mail address, or the address of an issue tracker; without it pages ask for none.",
    )
    instance: Folder = Field(ROOT / ".mubiao" / "dagster", description="Where `mubiao run` keeps Dagster's records.")
    fetched: Folder = Field(ROOT / ".mubiao" / "fetched", description="Where `mubiao fetch` puts pages and reports.")
    collections: dict[str, str] = Field(
        default_factory=dict,
        description='Collections of reports beside raw/: JSON of name and address, {"cities": "s3://bucket/reports"}; '
        "each holds <place or GB/T 2260 code>/<year>.*.",
    )
    definitions: Folder = Field(
        ROOT / "pipelines" / "packages" / "definitions.toml", description="Which packages there are: a file of entries."
    )
    bad_files: BadFiles = Field(BadFiles.stop_in_raw, description="What a report file that cannot be used does.")
    known_on: date | None = Field(None, description="Judge as it would have been on that day (YYYY-MM-DD).")
    workers: int = Field(
        0, ge=0, description="Processes that read reports; 0 for as many as there are cores that this process may use."
    )
    threads: int = Field(0, ge=0, description="Threads of DuckDB; 0 for as many as there are workers.")
    years_a_run: int = Field(
        0, ge=0, description="Report years in one run of a backfill, which several machines share; 0 for all."
    )
    keep_versions: int = Field(
        0, ge=0, description="How many versions of a package stay published as whole folders; 0 for all."
    )
    keep_runs_days: int = Field(
        0, ge=0, description="After how many days Dagster's records of a run are deleted; 0 for never."
    )
    webhook: str = Field(
        "", description="Address to which a failed run, and a check that warns, is posted as JSON; none for nowhere."
    )
    logs: Logs = Field(Logs.text, description="How the events of a run are printed: for people, or an event a line.")

    software_version: str = Field(
        "",
        description="What the descriptor of a new version names as the version of this software, `none` for nothing; "
        "else the nearest git tag and the commit.",
    )

    @property
    def here(self) -> Path:
        """What this machine keeps for itself: beside the tables where they are in a folder, else with Dagster's records."""
        return self.store if isinstance(self.store, Path) else self.instance

    @property
    def candidates(self) -> Path:
        """Where packages that are not to be published are built and checked."""
        return self.here.parent / "candidates"


def _place(place: Path | str) -> Path | str:
    return str(place).rstrip("/") if "://" in str(place) else _absolute(Path(place))


def _absolute(path: Path) -> Path:
    try:
        return path.expanduser().resolve()
    except (RuntimeError, OSError) as error:  # links that lead round, a user that there is not
        raise ValueError(str(error)) from None


def settings(**changed: object) -> Settings:
    """The settings of the environment, some of them replaced.

    Raises:
        InputError: a variable of the environment, or a replacement, is no such setting.
    """
    try:
        return Settings(**changed)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(["MUBIAO", *(str(part) for part in first["loc"][:1])]).upper()
        raise InputError(name, "", str(first["msg"]), "Set it as docs/reference/settings.md says") from None
    except (SettingsError, RecursionError):
        cure = 'Write it as {"name": "folder or s3:// address"}'
        raise InputError("MUBIAO_COLLECTIONS", "", "it is no JSON object", cure) from None
