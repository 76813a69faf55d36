"""A count before the thing counted: 开工建设4.1万套保障性租赁住房; 打造10个直播电商基地; 让5000户群众远离危险."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Found

PATTERN = re.compile(r"^(?P<lead>[^□]*)□的?(?P<noun>[^□]{1,})$")
# What is done by or to the things counted is no part of their name.
_DOING = re.compile(rf"(?<=..)(?:{lexicon.any_of('doings')}).*$")
_BARE = re.compile(rf"^{lexicon.any_of('owner_heads')}$")


def read(match: re.Match[str], item: Item, context: Context) -> list[Found] | None:
    """The thing counted; a bare noun (培训, 就业任务) takes the owner that the sentence named."""
    if indicators.is_empty_verb(match["noun"]):
        return None
    printed, done = indicators.split_done(_DOING.sub("", match["noun"]).replace("进行", ""))
    noun = indicators.noun(printed)
    action = indicators.ends_in_action(match["lead"]) or indicators.split_action(indicators.trim(match["lead"]))[0]
    if not match["lead"]:
        action = context.action
    action = action or done
    context.action = action
    if action == "惠及" and context.head:
        return [
            Found(f"{context.topic if context.head in (context.topic or '') else context.head}惠及{noun}", "amount")
        ]
    if _BARE.match(noun) and context.owner:
        noun = context.owner + noun
    return [Found(noun, "amount", action)]
