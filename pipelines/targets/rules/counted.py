"""A count before the thing counted: 开工建设4.1万套保障性租赁住房; 打造10个直播电商基地; 让5000户群众远离危险."""

import re

from pipelines.targets import indicators, lexicon
from pipelines.targets.clauses import Item
from pipelines.targets.rules import Context, Member

PATTERN = re.compile(r"□[np]$")
# What someone is led to do is no part of who is counted.
_DOING = re.compile(rf"(?<=..)(?:{lexicon.any_of('doings')}|{lexicon.any_of('actions')}).*$")
# 帮助35户企业实现设备上云: what they are helped to is theirs.
_HELPED_TO = re.compile(r"(?P<who>.*?(?:企业|单位|机构|家庭|学校))(?:实现|完成|开展)(?P<what>.{3,})")
# 45人入选省级人才计划: what they win is told of them.
_WINS = re.compile("(?:^|(?<=..)|(?<=[村县镇人]))(?:入选|荣获|获得|获批|获评|纳入|列入|获)(?=..)")
# 选取30个村作为推进试点: 村试点.
_SERVES_AS = re.compile(r"(?<=.)作为(?:推进)?(试点|示范)?.*$")
_HELPED = ("支持", "帮助", "扶持")
# 为300个乡镇配备车辆, 在6个县实施工程: what is done for those who are counted, behind them; 进行 says nothing.
_FOR_THEM = ("为", "给", "对", "向", "在")
_DONE_FOR_THEM = re.compile(
    "(?<=..)(?:提供|实施(?!方案|细则|办法)|开展|给予|配备|配发|购买|减免|发放|安装|适配|赠送|办理|解决|设立|推行|推广|落实(?!情况))(?=..)"
)
# 520个重点项目有序推进: things that go on are counted by no target.
_GOES_ON = re.compile(
    r"(?:均|都|全部|正在?|已)?(?:(?:有序|分步|稳步|加快|扎实|顺利|全面|健康|持续|蓬勃|不断|快速|加速)"
    r"(?:推进|壮大|发展|建设|运行|开展|成长|施工)|进展顺利|发展壮大|做大做强|运行良好)$"
)
REASON = "it counts things that go on, of which nothing is a target or a result"
# 总投资50亿元的高速公路开工建设: the number is how big the thing is.
_SIZES = ("总投资", "投资", "总长", "全长", "总长度", "总面积", "总规模", "日处理能力")
_GOES_HOW = re.compile(r"(?<=..)(?:落户|正式|顺利|加快|刷新|近期|进展|全面|成功|\d{1,2}月).*$")
_LONGEST_PLACE, _LONGEST_OWNER = 10, 20
_JOINTS = ("、", "和", "及", "与")


def read(item: Item, context: Context) -> list[Member] | None:
    """The thing counted, with what stands before the number unparted from it; a bare noun (培训, 就业任务) takes its owner."""
    head, noun = item.head, item.tail.noun
    if item.before:
        context.led, context.action = head.led, head.ending or head.move or head.action
    if not (context.led or head.action or head.ending) and (going := _GOES_ON.search(noun)) and going.start() > 1:
        context.name(noun[: going.start()])
        return []
    noun = noun.removeprefix("用于")
    if "作为" in noun:
        noun = _SERVES_AS.sub(r"\1", noun)
    if context.led in _HELPED and (match := _HELPED_TO.fullmatch(noun)):
        noun = match["what"] + match["who"]
    elif context.led:
        noun = _DOING.sub("", noun)
    if context.led in _HELPED and item.tail.completed and indicators.is_short(noun):
        noun += item.tail.completed
    if head.within:
        context.whole = context.head
    noun = indicators.of_kind(noun, context.whole) if context.whole else noun
    action = context.action or item.tail.completed or (context.led if context.led in _HELPED else None)
    if not action and item.before.endswith(_FOR_THEM) and (done := _DONE_FOR_THEM.search(item.after)):
        action = done[0]
    if not action and (won := _WINS.search(noun)):
        action = won[0]
    if action == "惠及" and (context.topic or context.head):
        return [Member(f"{context.topic or context.head}惠及{noun}", "amount")]
    longest = _LONGEST_OWNER if indicators.is_bare(noun) else _LONGEST_PLACE
    if item.after.startswith("的") and head.name in _SIZES:
        noun = _GOES_HOW.sub("", noun) + head.name
    elif not head.ending and len(head.name) <= longest and not item.before.endswith(_JOINTS):
        noun = head.name + noun
    return [
        Member(
            indicators.with_completion(context.owned(indicators.alone(noun), topics=True), item.tail.completed),
            "amount",
            action,
        )
    ]
