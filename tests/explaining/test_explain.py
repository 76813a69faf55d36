"""What explain says: every row with the words that each answer follows from, and every other number with the reason why it gave none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.explaining.explain import Explanation, explain, why_nothing
from pipelines.targets.extract import extract
from schemas import codelists

REPORT = """一、2025年工作回顾
粮食产量达到33万吨，增长2.5%。
二、2026年工作安排
（一）发展农业。今年粮食产量保持在34万吨以上；新建粮库3座。
"""


def words(codelist: str, code: str) -> str:
    """What a code of that list is called, in both languages."""
    return f"{codelists.labels(codelist, 'en')[code]} {codelists.labels(codelist, 'zh')[code]}"


def answers(sentence: str, year: int | None = 2026) -> dict[str, tuple[str, str]]:
    """Of the first row of a sentence the answer to each question, and what it follows from."""
    return {fact.question: (fact.answer, fact.because) for fact in explain(sentence, year).rows[0].facts}


@pytest.mark.parametrize(
    ("sentence", "question", "answer", "because"),
    [
        ("水果产量增长6.5%-7%左右", "bound", "about", "from “左右”"),
        ("水果产量增长6.5%-7%", "bound", "a range", "both ends"),
        ("水果产量达到3万吨", "bound", "exactly", "no word such as"),
        ("水果产量达到3万多吨", "bound", "at least", "from “多”"),
        ("水果产量不低于3万吨", "bound", "at least", "from “不低于”"),
        ("至少引进3个项目", "bound", "at least", "from “至少”"),
        ("失业率控制在4%以内", "bound", "at most", "from “以内”"),
        ("梨、桃产量分别增长3%和4%以上", "bound", "at least", "shared with the other numbers"),
        ("明年，新建学校12所", "period", "2026", "the report's year, from “明年”"),
        ("新建学校12所", "period", "2026", "the report's year, no other year is named"),
        ("到2028年，新建学校12所", "period", f"2028, {words('period_kind', 'end')}", "from “2028年”"),
        ("三年内改造管网300公里", "period", f"2026 to 2028, {words('period_kind', 'total')}", "from “三年内”"),
        (
            "“十五五”时期，水果产量年均增长5%",
            "period",
            f"2026 to 2030, {words('period_kind', 'average')}",
            "from “十五五”",
        ),
        ("到“十五五”末，森林覆盖率达到42%", "period", f"2030, {words('period_kind', 'end')}", "from “十五五”"),
        ("去年完成投资50亿元", "period", "2025", "the year before the report's, from “去年”"),
        ("去年完成投资50亿元", "part", "review", "from “去年”"),
        ("水果产量增长6%", "part", "plan", "no words say that it is done"),
        ("力争水果产量增长6%", "strength", codelists.labels("strength", "en")["strive"], "from “力争”"),
        ("确保水果产量增长6%", "strength", codelists.labels("strength", "en")["ensure"], "from “确保”"),
        ("水果产量增长6%", "strength", codelists.labels("strength", "en")["plan"], "no word such as"),
        ("单位能耗下降2%（约束性）", "binding", "binding", "from “约束性”"),
        ("粮食产量达到3万吨", "code", "grain_output", "Grain output 粮食产量"),
        ("甲乙丙丁产量达到3万吨", "code", "none", "not on the list"),
    ],
)
def test_every_answer_is_said_with_the_words_that_it_follows_from(
    sentence: str, question: str, answer: str, because: str
) -> None:
    said = answers(sentence)[question]
    assert said[0] == answer
    assert because in said[1]


def test_without_a_year_a_period_that_follows_from_it_is_said_in_words() -> None:
    assert answers("新建学校12所", None)["period"][0] == "the report's year"
    assert answers("去年完成投资50亿元", None)["period"][0] == "the year before the report's"
    assert answers("到2028年，新建学校12所", None)["period"] == ("2028", "from “2028年”")


def test_what_a_figure_is_of_is_said_with_its_words() -> None:
    (row,) = explain("高新区开工标准厂房12万平方米", 2026).rows
    said = {fact.question: (fact.answer, fact.because) for fact in row.facts}
    assert said["aspect"] == (words("aspect", "start"), "from “开工”")
    assert said["area"] == ("高新区", "named in its sentence")
    assert answers("粮食产量比2020年增长5%")["base"] == ("2020", "from “2020年”")
    assert answers("粮食产量60亿斤")["aspect"][0] == words("aspect", "flow")


def test_a_period_in_doubt_is_said_to_be() -> None:
    review = "一、过去五年工作回顾\n过去一年，全县经济稳中有进。\n新建学校12所。\n二、2026年工作安排\n"
    (row,) = explain(review, 2026).rows
    because = {fact.question: fact.because for fact in row.facts}
    assert row.row["period_in_doubt"] and "in doubt" in because["period"]


def test_words_that_look_back_make_a_sentence_a_review_and_are_named() -> None:
    answer, because = answers("接待游客同比增长12%，累计完成投资8亿元，得到了好评")["part"]
    assert answer == "review"
    assert "look back" in because and "累计" in because and "力争" not in because


def test_the_heading_that_makes_a_part_is_named() -> None:
    parts = [fact for row in explain(REPORT, 2026).rows for fact in row.facts if fact.question == "part"]
    assert [part.answer for part in parts] == ["review", "review", "plan", "plan"]
    assert parts[0].because == "it stands under the heading “一、2025年工作回顾”"


@pytest.mark.parametrize(
    ("sentence", "number", "reason"),
    [
        ("出生率下降二十分之一", "二十分之一", "written in a way that is not read"),
        ("2023年6月1日起施行", "2023年6月1日", "a date"),
        ("八月底前完成验收", "八月底", "a date"),
        ("编制“十五五”规划", "十五五", "a five-year plan"),
        ("大力发展第三产业", "第三", "which one, not how many"),
        ("二是深化改革", "二是", "points of a list"),
        ("（三）改善民生", "（三）", "points of a list"),
        ("粮食产量翻番", "翻番", "without a numeral"),
        ("收入保持两位数增长", "两位", "两位数 says how much without a numeral"),
        ("实施“百千万工程”", "“百千万工程”", "a quoted name"),
        ("甲乙发〔2023〕12号文件", "12", "part of a name or of a fixed phrase: 12号"),
        ("甲乙条例第二十三条规定", "二十三条", "part of a name"),
        ("健全12345热线", "12345", "part of a name or of a fixed phrase: 12345热线"),
        ("热线电话55667788", "55667788", "no unit"),
        ("补助标准由100元提高到120元", "100元", "starts from (由…提高到…)"),
        ("每万人拥有床位50张", "万人", "counted by: 每万人"),
        ("65岁以上老人免费乘车", "65岁以上", "an age"),
        ("过去五年", "五年", "a year or a duration"),
        ("千方百计增加收入", "千方", "part of a word"),
        ("支持三农工作", "三农", "part of a word"),
        ("办好梨园路、桃园路等6条道路的事", "6条", "counts a list"),
        ("5%", "5%", "no thing is named beside it"),
    ],
)
def test_every_number_that_gives_no_row_is_listed_with_the_reason(sentence: str, number: str, reason: str) -> None:
    explained = explain(sentence, 2026)
    (unread,) = [each for each in explained.unread if each.number == number]
    assert reason in unread.reason
    assert unread.number in unread.surroundings


def test_a_number_behind_the_end_of_a_report_is_said_to_be_among_notes() -> None:
    text = REPORT + "名词解释\n双百计划：指建设仓库100座、粮站100家。\n"
    reasons = {each.reason for each in explain(text, 2026).unread if each.number == "100"}
    assert reasons == {"it stands behind the end, among notes that are not read"}


def test_words_with_a_numeral_that_nobody_takes_for_a_number_are_not_listed() -> None:
    assert explain("进一步加强，十分重视百姓生活").unread == []


def test_a_target_without_a_number_is_named() -> None:
    assert explain("开工建设甲乙铁路") == Explanation([], [], [("开工建设", "甲乙铁路")])


def test_the_rows_are_those_of_extract() -> None:
    assert [each.row for each in explain(REPORT, 2026).rows] == extract(REPORT, None, 2026)


@given(
    st.text(alphabet="一二十百千万亿第分之点年月增长达到左右以上建设个%0123456789.,，。；“”（）\n是由提高两位数翻番")
)
def test_no_text_stops_it_and_the_rows_are_always_those_of_extract(text: str) -> None:
    explained = explain(text + "。", 2026)
    assert [each.row for each in explained.rows] == extract(text + "。", None, 2026)
    for unread in explained.unread:
        assert unread.reason and unread.number.strip() in unread.surroundings


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The economy grew by 5 % and will grow again.", "only Chinese is read"),
        ("大家好。", "it is short (4 characters) and no number stands in it"),
        ("各位代表，大家好。" * 40, "no number stands in it"),
        ("过去五年。", "1 number stands in it that is no target and no result"),
        ("过去五年，健全12345热线。", "2 numbers stand in it that are no target"),
    ],
)
def test_it_is_said_why_perhaps_nothing_is_read_of_a_report(text: str, reason: str) -> None:
    assert reason in why_nothing(text, 2026)
