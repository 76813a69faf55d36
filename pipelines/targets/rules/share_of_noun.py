"""A share before the thing it is a share of: 力争覆盖70%以上监测村; 90%以上行政村通硬化路."""

import re

from pipelines.targets import indicators
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(r"^(?P<lead>[^%]*)%的?(?P<noun>[^%△□○※()]{2,})$")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The ratio of the noun, with the verb before it as action."""
    lead = indicators.trim(match["lead"])
    action = indicators.ends_in_action(match["lead"])
    if lead and lead != action:
        return None
    return [Found(indicators.noun(match["noun"]), "ratio", action)]
