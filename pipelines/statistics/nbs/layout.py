"""How the answers of the National Bureau of Statistics are laid out, as contracts of their JSON.

Only what we read is described; what else an answer holds may change. Belongs here: keys and types, of the service of 2026 and
of the easyquery service before it. Does not: what is made of them.
"""

from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast, Field, ValidationError

from pipelines.statistics.shapes import fault

CURE = "The layout may have changed: `mubiao statistics probe` tells; a snapshot that is there already stays"
Model = TypeVar("Model", bound=BaseModel)

# A list of a million wrong things is refused at its first, and not in a million sentences.
Item = TypeVar("Item")
Items = Annotated[list[Item], FailFast()]

Id = Annotated[str, Field(alias="_id")]
Year = Annotated[str, Field(pattern=r"^[0-9]{4}YY$")]
Region = Annotated[str, Field(pattern=r"^[0-9]{4}0{8}$")]


class _Layout(BaseModel):
    model_config = ConfigDict(strict=True)


class TreeNode(_Layout):
    """A table, or a group of tables."""

    id: Id


class Tree(_Layout):
    """Of new/queryIndexTreeAsync."""

    success: Literal[True]
    data: Items[TreeNode]


class Indicator(_Layout):
    """An indicator of a table; the unit may be null where it is an index."""

    id: Id
    i_showname: str
    du_name: str | None


class IndicatorList(_Layout):
    """The indicators of a table."""

    items: Annotated[list[Indicator], FailFast(), Field(alias="list")]


class Indicators(_Layout):
    """Of new/queryIndicatorsByCid."""

    success: Literal[True]
    data: IndicatorList


class RegionNode(_Layout):
    """A region: twelve digits, and a name."""

    name_value: str
    show_name: str


class Regions(_Layout):
    """Of getDasByDaCatalogId."""

    success: Literal[True]
    data: Items[RegionNode]


class Value(_Layout):
    """One figure."""

    id: Id
    i_showname: str
    value: str
    du_name: str | None
    da: Region


class Period(_Layout):
    """The figures of one year."""

    code: Year
    values: Items[Value]


class Values(_Layout):
    """Of stream/esData."""

    success: Literal[True]
    data: Items[Period]


class Dimension(_Layout):
    """One coordinate of a figure: zb is the indicator, reg the region, sj the period."""

    wdcode: str
    valuecode: str


class Datum(_Layout):
    """A figure, which is none where ``hasdata`` is false."""

    data: Decimal
    hasdata: bool


class DataNode(_Layout):
    """A figure with its coordinates."""

    data: Datum
    wds: Items[Dimension]


class Member(_Layout):
    """A code of a dimension, with its name."""

    code: str
    name: str
    unit: str = ""


class Members(_Layout):
    """The codes of a dimension."""

    wdcode: str
    nodes: Items[Member]


class ReturnData(_Layout):
    """The figures, and what their codes mean."""

    datanodes: Items[DataNode]
    wdnodes: Items[Members]


class Easyquery(_Layout):
    """Of easyquery.htm, the service until 2026: archived answers only."""

    returncode: Literal[200]
    returndata: ReturnData


def read(model: type[Model], content: bytes, file: object) -> Model:
    """An answer in the layout that is expected of it.

    Raises:
        InputError: it has another; names the file, the place in the JSON, and what was expected.
    """
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise fault(error, file, CURE) from None
