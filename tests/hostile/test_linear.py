"""No text takes more time than its length: twice the text takes at most three times as long, in every reader, whatever repeats in it.

The texts are made of what the grammar looks for: the signs and words below, and a match of every pattern of the code, also torn off, alone
and side by side, many times over. All that ever took longer has a name here. A few hundred of the generated ones are tried each time;
`.ci/nightly linear` tries as many as MUBIAO_LINEAR says.
"""

import importlib
import os
import pkgutil
import random
import re
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType, ModuleType

import pytest

import pipelines.reports
import pipelines.targets
from pipelines.explaining.explain import cuts, explain, why_nothing
from pipelines.reports import identity, markup
from pipelines.reports.encoding import decode
from pipelines.reports.kinds import other_kind
from pipelines.reports.read import MOST_CHARACTERS, canonical_text
from pipelines.reports.witnesses import witnesses
from pipelines.reports.wrapped import unwrapped
from pipelines.targets import damage
from pipelines.targets.extract import extract
from pipelines.targets.parts import doubt
from pipelines.targets.tables import tables
from schemas.errors import InputError
from tests.command import mubiao

# Nothing may take longer, on however busy a machine: seconds of the process.
STOP = 60
# What takes less tells nothing about a ratio. A text of the sizes here takes a hundredth of a second.
NOISE, MOST, TIMES = 0.2, 3.0, 3
GENERATED = int(os.environ.get("MUBIAO_LINEAR", "60"))
HEAD = "青禾县政府工作报告\n\n各位代表：\n\n一、2031年工作回顾\n\n过去一年，粮食产量达到31万吨，财政收入增长4%。"
PLAN = "\n\n二、2032年工作安排\n\n今年，"
HONEST = "我们坚持稳中求进，全面深化改革，加快发展现代产业，推进城乡建设，保障和改善民生，各项工作取得新的进展。"

TOKENS = (
    *("1", "1234567", "3,000", "1,00,000", "3,000,000", "0.5", ".", "%", "‰", "个百分点", "O", "o", "l", "5O", "·", "。", "、", "；", ":", "，"),
    *("\n", "\n\n", " ", "\u3000", "\t", "\u200b", "“", "”", "《", "》", "【", "】", "（", "）", "(", ")", "[", "]"),
    *("一、", "(一)", "1.", "1、", "一是", "第一部分", "①", "一", "十", "百", "万", "亿", "千", "亿元", "个", "吨", "户", "公里"),
    *("分别", "业、", "业和", "业及", "以及", "和", "与", "增长", "增长5%", "、6%", "5%、", "5%和", "分别增长5%", "下降", "达到", "由", "从", "提高到", "到"),
    *("-", "—", "~", "比", "占", "以上", "左右", "不低于", "至少", "力争", "要", "将", "今年", "去年", "2031年", "1月", "1-11月", "年均", "一季度"),
    *("为", "零", "百分之", "分之", "三分之二", "翻一番", "成", "其中", "的", "等", "等项目", "工程", "新增", "建设", "完成", "推进", "目标", "任务", "超额完成"),
    *("未完成", "民生实事", "十件民生实事", "10件实事", "全部完成", "除", "外", "各位代表", "报告", "名词解释", "附件", "人大", "会议", "党的十九大", "十九届五中全会"),
    *("代表", "统计局", "委托", "<", "<div>", "</div>", "<article>", "<table>", "<td>", "<tr>", "<p>", "<br>", "<!--", "-->", "<script>", "<style>", "<![", "<?"),
    *("&amp;", "&amp", "&#x", "&#123;", "![", "](", "![业](", "[业](", "`", "```", "**", "*", "_", "#", "|", "|-|", ">", "--", "---", "\\", "$1", "$1.$2"),
    *("业", "产业", "地区生产总值", "城镇新增就业", "市", "县", "人民政府", "A", "<a href=", '"', "\ufffd", "\ufdfa", "\u0301", "\ufeff", "㎡", "１", "○", "同比"),
    *("与经济增长同步", "“十五五”", "十五五"),
)  # fmt: skip


def read_lines(text: str) -> None:
    unwrapped(markup.without_tags(markup.without_entities(text)))


def read_markdown(text: str) -> None:
    markup.without_markdown(unwrapped(markup.without_entities(text)))


def read_page(text: str) -> None:
    markup.main_text(f"<html><head><title>{text[:500]}</title></head><body><div>{text}</div></body></html>", "a page")


def read_bytes(text: str) -> None:
    for encoding in ("utf-8", "gb18030"):
        decode(text.encode(encoding), "a file")


def read_identity(text: str) -> None:
    other_kind(text, text)
    witnesses("", text, {"title": text}, {})
    identity.delivered_on(text, 2032)


def read_tables(text: str) -> None:
    tables(HEAD + text + "。" + PLAN + text, "410000", 2032)


def read_explanation(text: str) -> None:
    explain(text, 2032)
    why_nothing(text, 2032)


def read_cuts(text: str) -> None:
    cuts(HEAD + text + PLAN + text, 2032)
    doubt.of_report(text, 2032)


Reader = Callable[[str], None]
READERS: dict[str, Reader] = {
    name.removeprefix("read_"): reader for name, reader in list(globals().items()) if name.startswith("read_")
}


def ended(_: int, __: FrameType | None) -> None:
    raise TimeoutError(f"it takes more than {STOP} seconds")


def seconds(reader: Reader, text: str) -> float:
    """What a reader takes of the processor; a refusal in one sentence is an answer, any other error none."""
    signal.signal(signal.SIGVTALRM, ended)
    signal.setitimer(signal.ITIMER_VIRTUAL, STOP)
    began = time.process_time()
    try:
        reader(text)
    except InputError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - began


def in_proportion(reader: Reader, shape: Callable[[int], str], size: int) -> None:
    """Twice the text takes at most three times as long, best of three; no time at all is in proportion too."""
    for _ in range(TIMES):
        twice = seconds(reader, shape(2 * size))
        if twice < NOISE:
            return
        once = seconds(reader, shape(size))
        if twice <= MOST * once:
            return
    raise AssertionError(
        f"{size} characters take {once:.2f} s, twice as many {twice:.2f} s, in each of {TIMES} attempts"
    )


def repeated(unit: str, size: int, head: str = "", tail: str = "") -> str:
    return head + (unit * (size // len(unit) + 1))[:size] + tail


def side_by_side(first: str, between: str, second: str, size: int) -> str:
    return repeated(first, size // 2) + between + repeated(second, size // 2)


# Each of these once took minutes or had no end, or ended in a traceback.
ONCE_ENDLESS: dict[str, tuple[str, Callable[[int], str]]] = {
    "a letter O far behind a long run of digits": ("tables", partial(repeated, "1234567890", tail="业O。")),
    "digits and points before a letter O": ("tables", partial(repeated, "1.,", tail="O")),
    "letters O behind a digit": ("tables", partial(repeated, "O", head="5", tail="A")),
    "figures whose commas part no thousands": ("tables", partial(repeated, "1,00,000")),
    "figures in thousands without end": ("tables", partial(repeated, "3,000,000")),
    "the same, explained": ("explanation", partial(repeated, "3,000,000")),
    "open quotation marks behind figures": ("tables", partial(repeated, "5“")),
    "open quotation marks behind growth": ("tables", partial(repeated, "增长5%“")),
    "years without a title": ("identity", partial(repeated, "2031年")),
    "years in lines of their own": ("identity", partial(repeated, "2031年回顾\n")),
    "as many values as names": ("tables", partial(side_by_side, "业、", "分别增长", "5%、")),
    "values that all names share": ("tables", partial(repeated, "6%，", head="东县、西县、南县、北县、中县粮食产量增长5%，")),
    "each and each again": ("tables", partial(repeated, "分别增长5%、6%")),
    "each and each again, explained": ("explanation", partial(repeated, "分别增长5%、6%")),
    "points of a list, a line each": ("tables", partial(repeated, "一、业\n")),
    "points of a list, a line each, as lines of a page": ("lines", partial(repeated, "一、业\n")),
    "points of a list, and where parts begin": ("cuts", partial(repeated, "一、业\n")),
    "pictures that never end": ("markdown", partial(repeated, "![业](")),
    "pictures within pictures": ("markdown", partial(side_by_side, "![业](", "业", ")")),
    "brackets of links": ("markdown", partial(repeated, "![")),
    "emphasis within emphasis": ("markdown", partial(repeated, "**_业")),
    "a table of many columns": ("markdown", lambda size: f"|{repeated('业|', size // 3)}\n|{repeated('-|', size // 3)}\n|{repeated('5%|', size // 3)}\n"),
    "divisions without end": ("page", partial(repeated, "<div>")),
    "articles without end": ("page", partial(repeated, "<article>业")),
    "links around divisions": ("page", partial(repeated, "<a><div>业")),
    "cells that hide how deep they are": ("page", partial(repeated, "<div><table><tr><td></div>")),
    "tags without end in a text": ("lines", partial(repeated, "<div class=")),
    "comments without end in a text": ("lines", partial(repeated, "<!-- ")),
    "groups that a program did not fill in": ("tables", partial(repeated, "$1")),
    "lost characters": ("tables", partial(repeated, "业\ufffd")),
    "lists of projects in one line": ("tables", partial(repeated, "办好民生实事:")),
    "numbered lists of projects in lines": ("tables", partial(repeated, "办好十件民生实事:\n--")),
    "lists of projects without a word between": ("tables", partial(repeated, "民生实事")),
    "claims on figures": ("tables", partial(repeated, "5万人，超额完成年度目标，")),
    "one target a thousand times": ("tables", partial(repeated, "新建学校10所，")),
    "one sentence a thousand times": ("tables", partial(repeated, "粮食产量达到31万吨以上。")),
    "semicolons": ("tables", partial(repeated, "增长5%；")),
    "blank lines behind a figure": ("tables", partial(repeated, "\n", head="增长5", tail="%")),
    "blanks and lines behind a figure": ("tables", partial(repeated, " \n", head="增长5", tail="业")),
    "marks above a letter": ("identity", partial(repeated, "\u0301", head="业")),
    "signs that stand for many": ("identity", partial(repeated, "\ufdfa")),
    "marks of byte order": ("lines", partial(repeated, "\ufeff业")),
    "open brackets": ("tables", partial(repeated, "（", tail="5%")),
    "nested brackets": ("tables", partial(side_by_side, "（", "增长5%", "）")),
    "months": ("explanation", partial(repeated, "1月，")),
    "parts of a hundred": ("explanation", partial(repeated, "百分之")),
    "five-year plans": ("tables", partial(repeated, "“十五五”")),
    "numbers of pages": ("lines", partial(repeated, "产业发展\n1\n")),
    "lines of one width": ("lines", partial(repeated, "产业发展和城乡建设以及保障民生的工作有了\n")),
    "what a text lost, in bytes": ("bytes", partial(repeated, "\ufffd业")),
}  # fmt: skip


@pytest.mark.parametrize("name", ONCE_ENDLESS)
def test_what_once_had_no_end_takes_time_in_proportion_to_its_length(name: str) -> None:
    reader, shape = ONCE_ENDLESS[name]
    in_proportion(READERS[reader], shape, 8000)


def shapes(seed: int) -> Iterator[Callable[[int], str]]:
    """Texts in which one to four tokens repeat, with something before and behind, or in which one follows on another."""
    chance = random.Random(seed)
    while True:
        first, second = ("".join(chance.sample(TOKENS, chance.choice((1, 1, 2, 3)))) for _ in range(2))
        head, between, tail = (chance.choice(("", *TOKENS)) for _ in range(3))
        if chance.random() < 0.5:
            yield partial(repeated, first, head=head, tail=tail)
        else:
            yield partial(side_by_side, first, between, second)


@pytest.mark.parametrize("reader", READERS)
def test_whatever_repeats_takes_time_in_proportion_to_its_length(reader: str) -> None:
    generated = shapes(2032)
    for _ in range(GENERATED):
        in_proportion(READERS[reader], next(generated), 2000)


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for member in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not member.name.endswith("assets"):
            yield importlib.import_module(member.name)


def patterns(package: ModuleType) -> list[re.Pattern[str]]:
    """Every pattern that a module of a package holds, or makes when it is first asked for it."""
    values = [value for module in modules(package) for value in vars(module).values()]
    givers = [value for value in values if hasattr(value, "cache_info") and not value.__wrapped__.__code__.co_argcount]
    compiled = [value for value in (*values, *(once() for once in givers)) if isinstance(value, re.Pattern)]
    return [pattern for pattern in dict.fromkeys(compiled) if isinstance(pattern.pattern, str)]


def match_of(pattern: str, chance: random.Random) -> str:
    """A text that a pattern matches, but for what it wants before and behind."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed = re._parser.parse(pattern)  # type: ignore[attr-defined]
    return "".join(_signs(parsed, chance))


def _signs(parsed: object, chance: random.Random) -> Iterator[str]:
    for kind, value in parsed:  # type: ignore[attr-defined]
        match str(kind):
            case "LITERAL":
                yield chr(value)
            case "ANY" | "NOT_LITERAL":
                yield "业"
            case "IN":
                yield _one_of(value, chance)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                for _ in range(max(value[0], min(int(value[1]), chance.choice((0, 1, 2))))):
                    yield from _signs(value[2], chance)
            case "SUBPATTERN":
                yield from _signs(value[-1], chance)
            case "BRANCH":
                yield from _signs(chance.choice(value[1]), chance)
            case "ATOMIC_GROUP":
                yield from _signs(value, chance)


def _one_of(members: list[tuple[object, object]], chance: random.Random) -> str:
    kind, value = chance.choice(members)
    match str(kind):
        case "LITERAL":
            return chr(value)  # type: ignore[call-overload]
        case "RANGE":
            return chr(chance.randint(*value))  # type: ignore[misc]
        case "CATEGORY":
            return {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " "}.get(str(value), "业")
    return "业"


@pytest.mark.parametrize(
    ("package", "readers"),
    [
        (pipelines.targets, ("tables",)),
        (pipelines.reports, ("identity", "lines", "markdown")),
    ],
    ids=("targets", "reports"),
)
def test_what_every_pattern_looks_for_repeats_in_time_in_proportion_to_its_length(
    package: ModuleType, readers: tuple[str, ...]
) -> None:
    chance = random.Random(2032)
    every = patterns(package)
    assert len(every) > 40
    for pattern in chance.sample(every, min(len(every), GENERATED)):
        whole = match_of(pattern.pattern, chance)
        for unit in filter(None, {whole, whole[:-1], whole[1:]}):
            for reader in readers:
                in_proportion(READERS[reader], partial(repeated, unit), 2000)


def report(content: str) -> str:
    """A report around a text: it says whose it is, and has enough of honest words to be one."""
    return HEAD + HONEST * 60 + PLAN + HONEST * 60 + "\n" + content


def write(folder: Path, content: str, suffix: str = ".txt") -> Path:
    file = folder / f"2032{suffix}"
    file.write_bytes(report(content).encode())
    return file


COMMANDS = {
    "names and values": ("业、" * 6000 + "分别增长" + "5%、" * 6000 + "。", ".txt"),
    "each and each again": ("分别增长5%、6%" * 3000, ".txt"),
    "figures": ("3,000,000" * 5000, ".txt"),
    "digits and a letter": ("1" * 100_000 + "业O", ".txt"),
    "pictures": ("![业](" * 10_000, ".md"),
    "empty lines": ("\n" * 200_000 + "粮食产量增长5%。", ".txt"),
    "a number of ten thousand digits": ("新增就业" + "9" * 10_000 + "人。", ".txt"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_command_reads_what_once_had_no_end_and_gives_no_more_rows_than_values(tmp_path: Path, name: str) -> None:
    content, suffix = COMMANDS[name]
    file = write(tmp_path, content, suffix)
    given = mubiao("extract", file, "--region", "410000", "--format", "jsonl")
    assert given.returncode == 0
    assert len(given.stdout.splitlines()) <= 2 + content.count("%")


def test_a_crowded_sentence_is_one_reject_which_says_why() -> None:
    rows = tables(report("业、" * 6000 + "分别增长" + "5%、" * 400 + "。"), "410000", 2032)
    refused = [row for row in (*rows["targets"], *rows["achieved"]) if damage.REASON in row]
    assert refused
    assert {row[damage.REASON] for row in refused} == {
        "more than 200 numbers stand in its sentence, which nobody could read"
    }
    assert len(refused) <= 3


def test_a_number_of_more_things_than_anybody_could_follow_is_not_read() -> None:
    counties = "、".join(f"{first}{second}县" for first in "东西南北中" for second in "上下内外前后左右")
    every = extract(f"今年，{counties}粮食产量均增长5%。", "410000", 2032)
    assert len(every) <= 24


def test_a_long_list_that_a_report_may_have_is_read_to_its_end() -> None:
    listed = "，".join(
        f"{letter}乡粮食产量达到{number}万吨"
        for number, letter in enumerate("东西南北上下左右前后内外甲乙丙丁戊己庚辛", 11)
    )
    rows = extract(f"今年，{listed}。", "410000", 2032)
    assert [row["value"] for row in rows] == list(range(11, 31))


def test_a_sentence_that_lost_its_stops_is_read_a_stretch_at_a_time_and_no_number_is_torn() -> None:
    rows = extract("今年，" + "新建学校123所，改造道路4567公里，" * 300, "410000", 2032)
    assert {row["value"] for row in rows} == {123, 4567}
    assert len(rows) > 100


@pytest.mark.parametrize("deep", [20, 60])
def test_a_page_as_deep_as_pages_are_is_read(deep: int) -> None:
    page = f"<html><body>{'<div>' * deep}<p>{HONEST}今年粮食产量达到31万吨以上。</p>{'</div>' * deep}</body></html>"
    assert "31万吨" in canonical_text(page.encode(), "2032.html").text


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("divisions", "<div>" * 20_000),
        ("articles", "<article>" * 5000),
        ("closed divisions", "<div>" * 5000 + HONEST + "</div>" * 5000),
        ("divisions in cells", "<div><table><tr><td></div>" * 5000),
        ("sections and links", "<section><a>" * 5000),
    ],
)
def test_a_page_deeper_than_any_is_refused_in_one_sentence(tmp_path: Path, name: str, page: str) -> None:
    file = tmp_path / "2032.html"
    file.write_text(f"<html><body><p>{HONEST}</p>{page}</body></html>", encoding="utf-8")
    refused = mubiao("extract", file)
    assert refused.returncode == 1
    assert "2032.html: its elements are nested more than 256 deep" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_text_longer_than_any_report_is_refused_in_one_sentence(tmp_path: Path) -> None:
    refused = mubiao("extract", write(tmp_path, HONEST * (MOST_CHARACTERS // len(HONEST))))
    assert refused.returncode == 1
    assert "characters, and no report has more than 1,000,000" in refused.stderr
    spoken = mubiao("explain", "-", text=HONEST * (MOST_CHARACTERS // len(HONEST) + 1))
    assert spoken.returncode == 1
    assert "the sentence: it has 1," in spoken.stderr


def test_an_explanation_is_no_longer_than_anybody_reads_and_says_what_it_leaves_out() -> None:
    figures = mubiao("explain", "-", text="3,000,000" * 5000)
    assert figures.returncode == 0
    assert len(figures.stdout) < 200_000
    assert "more numbers are left out: give the sentences that you ask about, one by one" in figures.stdout
    rows = mubiao("explain", "-", "--rules", text="今年，" + "新建学校123所；" * 300)
    assert len(rows.stdout) < 1_000_000
    assert "100 more rows are left out" in rows.stdout


def test_an_explanation_of_a_paragraph_leaves_nothing_out() -> None:
    said = mubiao("explain", "今年新建学校20所，改造道路300公里，推动东江大桥建成通车。", "--year", "2032").stdout
    assert "left out" not in said
    assert "20所" in said
    assert "300公里" in said
