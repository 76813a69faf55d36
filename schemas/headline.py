"""The table ``headline``."""

import polars as pl

from schemas import columns
from schemas.contract import BaseNumber, Table, column


class Headline(Table):
    """The ten headline indicators by government and year: target or none, what came, and what became of the target.

    A government that has a report has a row for each year of its reports, between them, and with official figures.
    """

    region_code: str = columns.government()
    year: pl.Int32 = columns.year("Year of the report, the year that the figures are for.")
    headline: str = columns.headline()
    state: str = columns.headline_state("Whether the report sets a target of it, and if not, what is known instead.")
    target_id: str = columns.target_id(
        "The target; of other_form, words_only and related what the report sets instead.", nullable=True
    )
    target: BaseNumber = columns.value_base("Set, in unit_base; of a range the lower end.", nullable=True)
    target_high: BaseNumber = columns.value_base("Upper end of a range, in unit_base.", nullable=True)
    bound: str = columns.bound("How the number binds.")
    unit_base: str = columns.unit_base("Unit of all figures of the row but the level.")
    actual: BaseNumber = columns.actual(
        "What came: of a target the first figure that may judge it, else the first that anybody gives.", nullable=True
    )
    actual_bound: str = columns.actual_bound("Bound of actual; null for an exact figure.")
    source_kind: str = columns.source_kind("Who says actual.", nullable=True)
    status: str = columns.status("Verdict on the target.", nullable=True)
    actual_latest: BaseNumber = columns.actual("The same by the newest figure, which may be a revision.", nullable=True)
    source_kind_latest: str = columns.source_kind("Who says actual_latest.", nullable=True)
    status_latest: str = columns.status(
        "Verdict on the target by the newest figure.",
        title_zh="按最新数字判定",
        title_en="verdict by the newest figure",
        nullable=True,
    )
    claim: str = columns.claim("What the next report says of the target; null while it is not at hand.", nullable=True)
    said: BaseNumber = columns.value_base("What the government's own next report prints.", nullable=True)
    official: BaseNumber = columns.value_base(
        "What the statistical office prints, the earliest figure at hand, in the usual price basis of the indicator.",
        nullable=True,
    )
    official_published: pl.Date = columns.published("When official was published.")
    official_derived: pl.Boolean = column(
        "官方数字系推算", "Whether official is worked out from two published levels.", nullable=True
    )
    official_revised: pl.Boolean = column(
        "官方数字系修订",
        "Whether official is there as revised only, and contradicts what was known then.",
        nullable=True,
    )
    official_level: BaseNumber = columns.value_base(
        "The level that the statistical office prints, where official is a rate.", nullable=True
    )
    official_level_unit: str = columns.unit_base("Unit of official_level.", nullable=True)
    official_reason: str = column("无官方数字原因", "Why official is null.", codelist="official_reason", nullable=True)

    class Config(Table.Config):
        unique = ["region_code", "year", "headline"]
