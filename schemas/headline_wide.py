"""The table ``headline_wide``."""

from collections.abc import Callable
from typing import Any

import polars as pl

from schemas import codelists, columns
from schemas.contract import BaseNumber, Table, column, text


def _state(zh: str, en: str) -> Any:
    return columns.headline_state(
        "Whether the report sets a target, and if not, what is known instead.",
        title_zh=f"{zh}：是否设定目标",
        title_en=f"{en}: target set or not",
    )


def _target(zh: str, en: str) -> Any:
    described = "The target, in base units: %, of jobs persons; of a range the lower end."
    return column(f"{zh}：目标值", described, title_en=f"{en}: target", nullable=True)


def _target_high(zh: str, en: str) -> Any:
    return column(f"{zh}：目标区间上端", "Upper end of a range.", title_en=f"{en}: upper end of target", nullable=True)


def _bound(zh: str, en: str) -> Any:
    return columns.bound("How the number binds.", title_zh=f"{zh}：限定词", title_en=f"{en}: wording of target")


def _actual(zh: str, en: str) -> Any:
    described = (
        "What came, by the first figure that may judge the target; without a target by the first that anybody gives."
    )
    return column(f"{zh}：首次公布的结果", described, title_en=f"{en}: result, first published", nullable=True)


def _actual_latest(zh: str, en: str) -> Any:
    described = "The same by the newest figure, which may be a revision."
    return column(f"{zh}：最新公布的结果", described, title_en=f"{en}: result, newest", nullable=True)


def _source_kind(zh: str, en: str) -> Any:
    return columns.source_kind(
        "Whose word the first figure is.",
        title_zh=f"{zh}：数字由谁公布",
        title_en=f"{en}: whose figure, first",
        nullable=True,
    )


def _status(zh: str, en: str) -> Any:
    return columns.status(
        "Verdict on the target by the first figure.", title_zh=f"{zh}：判定", title_en=f"{en}: verdict", nullable=True
    )


def _status_latest(zh: str, en: str) -> Any:
    return columns.status(
        "Verdict on the target by the newest figure.",
        title_zh=f"{zh}：按最新数字判定",
        title_en=f"{en}: verdict, newest figure",
        nullable=True,
    )


def _claim(zh: str, en: str) -> Any:
    return columns.claim(
        "What the next report says of the target; null while it is not at hand.",
        title_zh=f"{zh}：次年报告的说法",
        title_en=f"{en}: next report says",
        nullable=True,
    )


def _official(zh: str, en: str) -> Any:
    described = "What the statistical office prints, the earliest figure at hand."
    return column(f"{zh}：统计部门数字", described, title_en=f"{en}: statistics bureau", nullable=True)


# What stands there of each headline indicator, in this order; the columns are called <headline>_<name>.
PARTS: dict[str, tuple[Any, Callable[[str, str], Any]]] = {
    "state": (str, _state),
    "target": (BaseNumber, _target),
    "target_high": (BaseNumber, _target_high),
    "bound": (str, _bound),
    "actual": (BaseNumber, _actual),
    "actual_latest": (BaseNumber, _actual_latest),
    "source_kind": (str, _source_kind),
    "status": (str, _status),
    "status_latest": (str, _status_latest),
    "claim": (str, _claim),
    "official": (BaseNumber, _official),
}


def _wide() -> dict[str, tuple[Any, Any]]:
    """Type and column of every part of every headline indicator, by name."""
    names = {language: codelists.labels("headline", language) for language in ("zh", "en")}
    return {
        f"{headline}_{part}": (kind, described(names["zh"][headline], names["en"][headline]))
        for headline in codelists.codes("headline")
        for part, (kind, described) in PARTS.items()
    }


class _Place(Table):
    region_code: str = columns.government()
    place_zh: str = text("地区", "Full name of the government's region in Chinese.", title_en="place (in Chinese)")
    place_en: str = text("地区英文名", "Its name in English.", title_en="place")
    level: str = columns.level()
    year: pl.Int32 = columns.year("Year of the report, the year that the figures are for.")


class _Key(Table.Config):
    unique = ["region_code", "year"]


_COLUMNS = _wide()
# The ten indicators are those of the codelist, so that no list of columns stands here a second time.
HeadlineWide: type[Table] = type(
    "HeadlineWide",
    (_Place,),
    {
        "__doc__": "``headline`` with a row a government and year, as researchers merge such data.",
        "__module__": __name__,
        "__annotations__": {name: kind for name, (kind, _) in _COLUMNS.items()},
        **{name: described for name, (_, described) in _COLUMNS.items()},
        "Config": _Key,
    },
)
