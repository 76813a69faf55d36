"""Names of what is measured: lists taken apart, shared heads and owners restored.

Belongs here: the report's words for the thing. Does not: the codelist of indicators (``schemas/codelists``), or how a name is
separated from the words around it (``phrases``).
"""

import re
from functools import cache, lru_cache

from pipelines.targets import lexicon
from pipelines.targets.lexicon import Words
from schemas import codelists

# A few thousand names are most of those that reports print; a bounded memory of them saves looking them up again.
_REMEMBERED = 8192
_HEAD_NOUNS, _LEVELS, _QUALIFIERS = (Words(lexicon.words(name)) for name in ("head_nouns", "levels", "qualifiers"))
_BARE = frozenset(lexicon.words("owner_heads"))
# Heads that are the thing itself, whose share is not that of its owner: 财政赤字, 占国内生产总值比重.
_BALANCES = ("赤字", "债务", "顺差", "逆差", "余额")
_PAIRED = re.compile("[“”()《》]")
# The list inside “人防、物防、技防”建设 or (市、区) is no list of names.
_LIST = re.compile(
    r"(?:、(?![^()]*\))|以及|和(?!田|谐|平|静|硕|布)|(?<![普涉])及(?!以上|以下|其|时)|与)(?![^“”]*”)|(?<=”)(?=“)"
)
_TWINS = {"城乡": ("城镇", "农村"), "城、乡": ("城镇", "农村"), "进出口": ("进口", "出口")}
# Two things in one word, behind the words that say whose they are: 金融机构存贷款余额.
_INNER_TWINS = {
    "存贷款": ("存款", "贷款"), "存、贷款": ("存款", "贷款"), "存贷": ("存款", "贷款"), "内外资": ("内资", "外资"),
}  # fmt: skip
_INNER_TWIN = re.compile(lexicon.alternatives(_INNER_TWINS))
# The other of two: 公共预算收入…, 支出…; 到位内资…, 外资…
SIBLINGS = {
    "支出": ("收入",), "外资": ("内资",), "内资": ("外资",), "产出强度": ("投资强度",), "投资强度": ("产出强度",),
    "贷款": ("存款",), "存款": ("贷款",), "贷款余额": ("存款余额",), "存款余额": ("贷款余额",),
}  # fmt: skip
_THREE = re.compile(r"第?([一二三])(?:产业)?、?第?([一二三])、?(?:第?([一二三]))?(?:次)?产业?(.*)")
# 城市书房、文化驿站等公共文化空间: the list only tells what is meant.
_LISTED = re.compile(r".*(?<![平高中初同对优均头上二一三])等(?![级于额候同号地])(?=...)")
# 总投资5962亿元的重大项目: what describes the thing by a number is no part of its name.
_SIZED = re.compile(r"^(?![^的]*(?:超|过|以[上下]|不低于))[^、]*\d[^、]*?的(?=..)")
# 居民消费价格一季度: when is no part of what.
_PART_OF_YEAR = re.compile(r"(?<=..)(?:第?[一二三四]|前三)季度$|(?<=..)[上下]半年$")
# 项目一季度开工, 经济总量提前4年: nor before what becomes of the thing, or how much earlier.
_BEFORE_DEED = re.compile(
    r"(?<=..)(?:第?[一二三四]|前三)季度(?=(?:开复?工|复工|竣工|投产|达产)$)|提前(?:[一二两三四五六七八九]|\d)年$"
)
# 固定资产投资连续3个月, 仅用8个月时间: nor is how long it took.
_MONTHS = re.compile(r"(?:[已现]?连续|提前|仅?用|由)?\d{1,3}个多?(?:月|小时)(?:的?时间|当月|左右|就|保持)*了?")
# 普惠性幼儿园覆盖率(公办园和普惠性民办园在园幼儿占比): what is explained in brackets is no part of the name.
_EXPLAINED = re.compile(r"([^()]{4,})\([^()]{8,}\)$")
_GENERIC = {
    grade + thing
    for grade in ("", "重点", "重大", "一批", "创新")
    for thing in ("工程", "项目", "载体", "平台", "产业", "产品", "设施", "活动", "线路")
}
_TRADES = ("行业", "产业", "领域", "部门", "企业", "项目", "工程", "地区", "区域", "方面")
_SECOND = re.compile(
    r"([^、和]+(?:工程|建设|项目|改造|治理|加固|整治|修复|搬迁|调迁|安装|绿化))(?:和|及|以及)(?=.{7}).*|([^、和及]{2,})(?:和|及|以及|、)(?:配套|一批|若干).*"
)
_LONGEST_OWNER, _SHORT = 24, 3
# 重点项目建设, 投资 -> 重点项目投资; 煤矿技改扩能项目建设, 产能 -> 煤矿产能.
_BEING_BUILT = re.compile(r"(?<=项目|工程|平台|基地|园区)(?:规划|开发)?建设$")
_PROJECT = re.compile(r"(?<=..)(?:技改|扩能|改扩建|扩建|改造|升级|提升)+(?:项目|工程)(?:建设)?$")
# 财政调度资金, 总额 -> 财政调度资金总额.
_SHARE = "占比"
_SUMS, _KEPT = ("总额", "总量", "总数", "数量"), ("资金", "贷款", "存款", "债券", "债务", "基金")
# 地区生产总值, 人均 -> 人均地区生产总值.
_A_HEAD = "人均"
# 中小学项目, 学位 -> 中小学学位; 教育投入 has none.
_OF_SCHOOLS, _SCHOOLS = ("学位",), re.compile(r".{0,9}(?:幼儿园|学校|[中小]学)")
# 财政支出, 预算数 -> 财政支出预算数.
_PLANNED = ("预算数", "年初预算", "预算")
_CAPACITIES = ("产能", "产量")
_STATES = "省市县区乡镇村"
# Named by a measure, yet no amount of anything: 化学需氧量、氨氮排放量.
_SUBSTANCES = ("化学需氧量", "生化需氧量")
_BODIES_OF_STATE = ("地区", "州直", "市直", "区直", "县直", "本级", "兵团")
_PLACES = (*_BODIES_OF_STATE, "市", "县", "区", "旗", "州", "盟", "省", "师", "乡镇", "村", "城镇", "农村")
_LONGEST_PLACE = 8
# Dimensions of what is done: a flow of other ones is made (output, income).
_THINGS_DONE = ("count", "persons", "households", "area", "length")
SECTORS = ("城市", "城镇", "县城", "农村", "乡村", "城区", "主城区", "乡镇", "市区")
_PLACE_FIRST = re.compile(r"[一-龥]{0,6}?(?:地区|州直|市直|区直|县直|本级|兵团)(?=...)")
_GRADE = re.compile(
    r"^(?:世界|国家|中央|部|省|自治区|直辖市|市|州|盟|县|区|旗|乡|镇|村|百亿|千亿|[一二三四五]|[0-9A-Z]+)级(?:以上)?的?"
)
# A line that each of the things counted has passed, and who of all governments pays.
_CLASS = re.compile(
    r"(?:(?:年|总)?(?:产值|投资|收入|税收|销售收入|主营业务收入|营业收入|纳税))?(?:超过?|过|突破|达到?|上)[\d.百千万亿一二三四五六七八九十两]+(?:美?元)(?:以上)?"
    r"|(?:(?:年|总)?(?:产值|投资|收入|税收|销售收入|主营业务收入|营业收入|纳税)(?:额)?)?[\d.百千万亿]+美?元(?:及?以上|级)"
)
_LINE = re.compile(
    r"(?:超过?|过|突破|达到?|上)[\d.百千万亿一二三四五六七八九十两]+(?:美?元)(?:以上)?|[\d.百千万亿]+美?元(?:及?以上|级)"
)
# No line is without it.
_MONEY = "元"
_TIER = re.compile(r"(?:中央|国家|省|自治区|市|县|区|旗|州|盟|乡|镇|地方|兵团){1,3}(?:[两三]?级)?(?:财政)?")
_COUNTED_THINGS = ("项目", "企业", "园区", "集群", "工程", "基地")
_LONGEST_WHOLE = 14
_PEOPLE = ("城镇居民", "农村居民", "城市居民", "农牧区居民", "农牧民", "农民", "城镇常住居民", "农村常住居民")
# 在建和前期项目: kinds of one thing.
_KINDS = ("在建", "前期", "续建", "新建", "新开工", "开工", "竣工", "储备", "国有", "民营", "外资", "内资")
_OF_KINDS = ("项目", "企业")
_VISITORS, _TOURISM = re.compile("游客|旅游(?:者|接待|总?人)"), "旅游"
_EACH = re.compile("(?:各|每个)(?![类项级种])")
_REPEATED = ("居民", "业", "企业", "产业", "行业")
# Parts of a town that are things, no places: 旧小区, 景区.
_THINGS = ("小区", "社区", "景区", "厂区", "库区", "校区", "灌区", "街区", "片区", "园区", "超市", "集市", "夜市", "海绵城市",
           "功能区", "保护区", "棚户区", "辖区",
           # 师 is a division of the corps in Xinjiang, and the end of many a profession.
           "教师", "医师", "药师", "护师", "律师", "技师", "工程师", "会计师", "设计师", "培训师", "导师", "讲师", "名师", "厨师")  # fmt: skip
# Lists of such are of things apart, each with an amount of its own.
_BODIES = ("园区", "开发区", "高新区", "新区", "集群", "集团", "公司", "基地", "市", "县", "区", "镇")


def tidy(name: str) -> str:
    """A name without examples that only tell what is meant, a description by a number, or half a pair of quotation marks."""
    if "等" in name and (match := _LISTED.match(name)):
        rest = name[match.end() :]
        if rest not in _GENERIC and without_head(rest) not in _TRADES:
            name = rest
    if "的" in name and (match := _SIZED.match(name)):
        name = name[match.end() :]
    if "个" in name:
        name = _MONTHS.sub("", name)
    if name.endswith(")") and (match := _EXPLAINED.match(name)):
        name = match[1]
    if "季度" in name or name.endswith("年"):
        name = _BEFORE_DEED.sub("", name)
    name = _PART_OF_YEAR.sub("", name.strip("的、,:-·了"))
    return unpaired(name) if name else name


def unpaired(name: str) -> str:
    """Without quotation marks and brackets that lost their partner."""
    if not _PAIRED.search(name):
        return name
    for left, right in ("“”", "()", "《》"):
        if name.count(left) != name.count(right):
            name = name.replace(left, "").replace(right, "")
    return name


def is_bare(name: str) -> bool:
    """Whether a name is only a head that needs its owner: 占比, 总量, 产值."""
    return name in _BARE or name.startswith("占")


def with_owner(owner: str, bare: str) -> str:
    """A bare head under the owner of the name before it: 粮食播种面积, 总产 -> 粮食总产."""
    if is_bare(owner):
        return bare
    if bare == _A_HEAD:
        return owner if owner.startswith(_A_HEAD) else _A_HEAD + owner
    if bare in _OF_SCHOOLS:
        return schools[0] + bare if (schools := _SCHOOLS.match(owner)) else bare
    if other := sibling(owner, bare):
        return other
    if bare.endswith("收入") and _VISITORS.search(owner):
        return _TOURISM + bare  # 接待游客5000万人次、总收入50亿元
    owner = _BEING_BUILT.sub("", owner)
    if bare in _CAPACITIES:
        owner = _PROJECT.sub("", owner)
    if bare in owner:  # “建筑工匠”培训行动, 培训
        return owner[: owner.index(bare) + len(bare)]
    whole = bare in _PLANNED or (bare.startswith("占") and bare != _SHARE) or (bare in _SUMS and owner.endswith(_KEPT))
    own = owner if whole else without_head(owner).removesuffix("总")
    if len(own) > _LONGEST_OWNER or (len(own) < _SHORT and owner.endswith("率")):
        return bare  # 注册率、开工率
    if len(bare) > _SHORT and own.endswith(bare[:2]):
        return own + bare[2:]  # 生活补助, 补助标准
    return own + bare


def sibling(owner: str, name: str) -> str:
    """The other of two things under the owner of the first: 公共预算收入, 支出 -> 公共预算支出; empty where it is no such pair."""
    first = next((first for first in SIBLINGS.get(name, ()) if owner.endswith(first)), "")
    return owner.removesuffix(first) + name if first and owner != first else ""


def without_head(name: str) -> str:
    """The owner that a name begins with: 粮食播种面积 -> 粮食; the whole name where it ends in no head noun."""
    head = _HEAD_NOUNS.at_end(name)
    return name[: -len(head)] if head and len(head) < len(name) else name


def is_balance(name: str) -> bool:
    """Whether a name is of what is left or owed, which is paid down: 财政赤字, 债务余额."""
    return name.endswith(_BALANCES)


def head_noun(name: str) -> str:
    """The head noun that a name ends in: 粮食播种面积 -> 播种面积; empty where it ends in none."""
    return _HEAD_NOUNS.at_end(name)


@lru_cache(_REMEMBERED)
def code(name: str) -> str | None:
    """The code of an indicator by any of its names; None where the codelist has none of that name."""
    return codelists.indicator_id(name)


def is_measured(name: str) -> bool:
    """Whether a name says what is measured: it ends in a head noun, or stands on the codelist."""
    return bool(_HEAD_NOUNS.at_end(name)) or code(name) is not None


def each_has(name: str) -> bool:
    """Whether one amount is that of every name in a list, not their sum: a standard, an income a head, or bodies apart."""
    if _LEVELS.at_end(name):
        return True
    parts = without_head(name).split("、")
    return len(parts) > 1 and "等" not in name and all(part.endswith(_BODIES) for part in parts)


def members(name: str) -> list[str]:
    """The names that a list stands for, each with the head they share: 肉、奶、禽蛋产量 -> 肉产量, 奶产量, 禽蛋产量."""
    for twin, (first, second) in _TWINS.items():
        rest = name[len(twin) :]
        if name.startswith(twin) and rest and not _LIST.search(rest):
            return [first + rest, second + rest]
    for twin, (first, second) in _INNER_TWINS.items():
        before, twins, rest = name.partition(twin)
        if twins and not _LIST.search(before + rest):
            return [before + first + rest, before + second + rest]
    if match := _THREE.match(name):
        return [f"第{number}产业{match[4]}" for number in match.groups()[:3] if number]
    parts = [part for part in _LIST.split(name) if part]
    if len(parts) < 2:
        return [name]
    head = shared_head(parts)
    whole = [part if part.endswith(head) else _joined(part, head) for part in parts]
    return [whole[0], *(with_owner(whole[0], part) if is_bare(part) else part for part in whole[1:])]


def is_twin(name: str) -> bool:
    """Whether a name has two things in one word: 金融机构存贷款余额."""
    return bool(_INNER_TWIN.search(name))


def _joined(part: str, head: str) -> str:
    """A part with the head it shares: 城镇居民、农村居民人均可支配收入 repeats no 居民, 建筑业、石油化工业增加值 no 业."""
    again = next((head[:length] for length in range(len(head), 0, -1) if part.endswith(head[:length])), "")
    return part + (head.removeprefix(again) if again in _REPEATED else head)


def shared_head(parts: list[str]) -> str:
    """The ending of the last part that the others lack and need; empty where each is a name of its own."""
    last = parts[-1]
    if "”" in last and last.startswith("“"):
        return last.rpartition("”")[2]
    if all(len(part) == 1 for part in parts[:-1]) and last[0] in _STATES:
        return last[1:]  # 市、县市政设施完好率
    if "级" in last and all(part.endswith("级") for part in parts[:-1]):
        return last[last.index("级") + 1 :]  # 省级、市级龙头企业
    if last.endswith(_OF_KINDS) and all(part.endswith(_KINDS) for part in parts[:-1]):
        return next(thing for thing in _OF_KINDS if last.endswith(thing))
    if any(_HEAD_NOUNS.at_end(part) and part not in _SUBSTANCES for part in parts[:-1]):
        return ""
    if last.endswith("收入") and any(_VISITORS.search(part) for part in parts[:-1]):
        return ""  # 接待游客和旅游总收入
    whole, of, share = last.partition("占")
    head = _qualified(whole, _HEAD_NOUNS.at_end(whole), parts[:-1])
    return head + of + share if len(head) < len(last) else ""


def _qualified(whole: str, head: str, others: list[str]) -> str:
    """A head with the words before it that belong to it (失业保险费率), unless another name has its own (工业和建筑业)."""
    rest = whole.removesuffix(head)
    while head and (word := _QUALIFIERS.at_end(rest)) and len(rest) > len(word) + 1:
        if any(word in other or other.endswith((rest[-_SHORT + 1 :], word[-1])) for other in others):
            break
        if word == "企业" and max(map(len, others)) >= _SHORT:
            break  # 国有、乡镇企业 share it, 个体经营户、私营企业 do not
        head, rest = word + head, rest.removesuffix(word)
    return head


def at_place(place: str, name: str) -> str:
    """A name at another place: 县城 with 城市污水处理率 is 县城污水处理率."""
    if place in SECTORS:
        sector = next((word for word in SECTORS if name.startswith(word)), "")
        return place + name[len(sector) :]
    match = _PLACE_FIRST.match(name)
    return place + (name[match.end() :] if match else name)


def of_class(name: str, thing: str) -> str:
    """A size class under the thing of the class before: 过8亿元 after 产值过20亿元的企业; the name as it is where it is none."""
    if _MONEY not in name:
        return name
    line, above = _LINE.match(name), _LINE.search(thing)
    if line and above and name[line.end() :] and thing[above.end() :] == name[line.end() :]:
        return thing[: above.start()] + name
    if not _CLASS.fullmatch(name):
        return name
    own = _LINE if _LINE.fullmatch(name) else _CLASS
    return own.sub(lambda _: name, thing, count=1)


def part_of(name: str, whole: str) -> str:
    """A part under its whole: 省级 of 水利投资, 10亿元以上项目 of 制造业项目, 城区 of 公交客运量; the name where it says enough."""
    if len(whole) > _LONGEST_WHOLE:
        return name
    if _TIER.fullmatch(name):
        return name + whole
    if _CLASS.fullmatch(name):
        return _CLASS.sub(lambda _: name, whole, count=1) if _CLASS.search(whole) else name + whole
    thing = next((thing for thing in _COUNTED_THINGS if name.endswith(thing) and whole.endswith(thing)), "")
    if thing and _CLASS.fullmatch(name.removesuffix(thing).removesuffix("的")):
        return name.removesuffix(thing) + _CLASS.sub("", whole, count=1).removeprefix("的")
    return name + head_noun(whole)


def of_kind(name: str, whole: str) -> str:
    """A kind of what was named before: 续建项目 of 公路项目 is 续建公路项目; the name as it is where it is none."""
    thing = next((thing for thing in _OF_KINDS if name.endswith(thing) and whole.endswith(thing)), "")
    kind = name.removesuffix(thing)
    return kind + whole if thing and kind in _KINDS and len(whole) <= _LONGEST_WHOLE else name


def is_short(name: str) -> bool:
    """Whether a name is one word: 企业, 群众."""
    return len(name) < _SHORT


def is_tier(name: str) -> bool:
    """Whether a name is only a tier of government: 中央, 省级, 市县."""
    return bool(_TIER.fullmatch(name))


def of_people(people: str, name: str) -> str:
    """An income of other people: 农村居民 after 城镇居民人均可支配收入; empty where it is of no people."""
    kept = next((first for first in _PEOPLE if first in name), "") if people in _PEOPLE else ""
    return people + name.partition(kept)[2] if kept and kept != people else ""


def is_grade(name: str) -> bool:
    """Whether a name is only the rank of a thing named before: 国家级 after 省级龙头企业."""
    return "级" in name and bool(_GRADE.fullmatch(name))


def at_grade(grade: str, name: str) -> str:
    """A thing at another rank: 国家级 with 省级以上龙头企业 is 国家级龙头企业."""
    return grade.removesuffix("的") + _GRADE.sub("", name, count=1)


@lru_cache(_REMEMBERED)
def lists_names(name: str) -> bool:
    """Whether a stretch is a list of indicators, not one name with 和 in it: all end in a head noun, or share one."""
    if is_twin(name) and "、" in name:
        return True
    if "等" in name and any(f"等{trade}" in name for trade in _TRADES):
        return False  # 商贸、旅游等行业投资
    parts = [part for part in _LIST.split(name) if part]
    if len(parts) < 2 or "占" in "".join(parts[:-1]):
        return False
    if len(parts[0]) == 1 and len(without_head(parts[-1])) > _SHORT:
        return False  # 盲、聋、残疾少年儿童入学率 is one rate; 肉、奶、禽蛋产量 are three
    if "占" in name:
        return "、" in name and bool(shared_head(parts))
    if _LEVELS.at_end(name) or each_has(name):
        return True
    return all(_HEAD_NOUNS.at_end(part) for part in parts) or ("、" in name and bool(shared_head(parts)))


def full_names(name: str) -> list[str]:
    """The members of a list of names that are each whole (甲收入、乙产量); a list that only shares a head is one sum."""
    parts = [part for part in _LIST.split(name) if part]
    whole = len(parts) > 1 and all(_HEAD_NOUNS.at_end(part) for part in parts)
    return members(name) if lists_names(name) and (whole or is_twin(name)) else [name]


def split(name: str) -> list[str]:
    """The members of a list of indicators; a single name as it is."""
    return members(name) if lists_names(name) else [name]


def is_generic(name: str) -> bool:
    """Whether a name says too little by itself: 项目, 重点工程, 创新平台."""
    return name in _GENERIC


def with_completion(name: str, completed: str | None) -> str:
    """A name that says too little by itself with what becomes of it: 项目, 竣工投产 -> 项目竣工投产."""
    return name + completed if completed and name in _GENERIC else name


def is_place(name: str, unit: str) -> bool:
    """Whether a name is only that of a place or of a group of places: 主城区, 农村, 县城; 生态县3个 counts them."""
    if len(name) > _LONGEST_PLACE or not name.rstrip(")").endswith(_PLACES) or is_measured(name) or "占" in name:
        return False
    if _EACH.match(name) and name.rstrip(")").endswith(_PLACES):
        return True
    return name.endswith(_BODIES_OF_STATE if counts_things(unit) else _PLACES) and not name.endswith(_THINGS)


def alone(noun: str) -> str:
    """A noun without a second thing that its number is not of: 道路和配套管线工程."""
    match = _SECOND.match(noun)
    return match[1] or match[2] if match else noun


def is_price(name: str) -> bool:
    """Whether a name is of prices, of which a percentage is a rise: 居民消费价格控制在3%左右."""
    return name.endswith(("价格", "物价", "物价总水平", "价格总水平", "价格指数", "价格总指数"))


def counts_things(unit: str) -> bool:
    """Whether a unit counts things one by one."""
    base = codelists.base_unit(unit)
    return base is not None and base[0] == "count"


def counts_people(unit: str) -> bool:
    """Whether a unit counts persons or households."""
    base = codelists.base_unit(unit)
    return base is not None and base[0] in ("persons", "households")


def is_laid(unit: str) -> bool:
    """Whether a unit is one of what is laid or built: area, length, power."""
    base = codelists.base_unit(unit)
    return base is not None and base[0] in ("area", "length", "power")


def counts(unit: str) -> bool:
    """Whether a unit counts things one by one, or measures land."""
    base = codelists.base_unit(unit)
    return base is not None and base[0] in ("count", "area")


def is_money(unit: str) -> bool:
    """Whether a unit is a sum of money."""
    base = codelists.base_unit(unit)
    return base is not None and base[0].startswith("money")


def is_addition(indicator_id: str | None) -> bool:
    """Whether the amounts of an indicator count what a period adds or does; not what it makes (output, income)."""
    return indicator_id in _additions()


@cache
def _additions() -> frozenset[str]:
    rows = codelists.read("indicators")
    return frozenset(
        row["indicator_id"]
        for row in rows
        if row["counts"] in ("addition", "start") or (row["counts"] == "flow" and row["dimension"] in _THINGS_DONE)
    )


def is_lifetime(unit: str) -> bool:
    """Whether a unit is one of years of life: expectancy, schooling."""
    base = codelists.base_unit(unit)
    return base is not None and base[0] in ("age", "time_y")


@cache
def completions() -> frozenset[str]:
    """Verbs that say that something is finished or begun: 竣工, 开工, 投产."""
    return frozenset(lexicon.words("completions"))
