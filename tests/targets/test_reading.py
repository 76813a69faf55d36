"""The reading is easier to match than the canonical text, and every place in it leads back."""

import pytest

from pipelines.targets.extract import extract
from pipelines.targets.reading import read
from pipelines.wording import signs


def test_signs_are_made_plain_one_for_one_and_blanks_go() -> None:
    reading = read("增长 ７％—８．５％，（ＧＤＰ）")
    assert reading.text == "增长7%-8.5%,(GDP)"
    start = reading.text.index("8.5%")
    assert reading.canonical[slice(*reading.span(start, start + 4))] == "８．５％"


def test_a_year_in_characters_is_a_year_and_a_broken_per_mille_sign_ends_no_sentence() -> None:
    assert read("到二〇三〇年").text == "到2030年"
    (row,) = extract("人口自然增长率控制在6.2％。以内。", "620000", 2024)
    assert (row["indicator"], row["bound"], row["quote"]) == (
        "人口自然增长率",
        "at_most",
        "人口自然增长率控制在6.2％。以内",
    )


def test_traditional_characters_are_read_and_quoted_as_printed() -> None:
    text = "今年國內生產總值增長百分之八，農民收入達到三千元，經濟發展，億萬個長會。"
    first, second = extract(text, "440100", 2004)
    assert (first["indicator_id"], first["value"], first["measure"]) == ("gdp", 8, "growth")
    assert first["quote"] == "今年國內生產總值增長百分之八" == text[first["char_start"] : first["char_end"]]
    assert second["value"] == 3000


def test_a_letter_that_a_scan_printed_for_a_zero_is_one() -> None:
    assert read("投资3O亿元，1OO个，达到9Ｏ%").text == "投资30亿元,100个,达到90%"
    assert read("O2O模式、H2O、2OZ").text == "O2O模式、H2O、2OZ"


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("增长l0%，增长5l.27%，33l项，I4.8％，到20l0年，增长l%", "增长10%,增长51.27%,331项,14.8%,到2010年,增长1%"),
        ("第2l页、I5系统、Il类水、PM2.5", "第2l页、I5系统、Il类水、PM2.5"),
        ("增长6·5%，8∙9万人，下降0·3个百分点", "增长6.5%,8.9万人,下降0.3个百分点"),
        ("“6·18”活动、“5·12万人宣传”、9·26推介会", "“6·18”活动、“5·12万人宣传”、9·26推介会"),
        ("控制在7％o以内，8%O2O", "控制在7‰以内,8%O2O"),
        ("涨幅3。5%，净增8。9万人", "涨幅3.5%,净增8.9万人"),
        ("全省第2。40%的村，占1/4。10家，2030。50%", "全省第2。40%的村,占1/4。10家,2030。50%"),
        ("增⻓⼯业⽤⼾、⻋⻔、増⾧", "增长工业用户、车门、増长"),
        ("𝟔．𝟓﹪、﹒", "6.5%、."),
        ("增长28 \n%以上\n‰", "增长28%以上\n‰"),
        ("全年粮食总产量超过2031\n\n万吨，增长3\n\n个百分点", "全年粮食总产量超过2031万吨,增长3个百分点"),
        ("全年乡镇企业总产值比上年实际增长\n\n6.5 %左右", "全年乡镇企业总产值比上年实际增长6.5%左右"),
        ("目标\n8%\n造林\n100万亩\n表2\n项目", "目标\n8%\n造林\n100万亩\n表2\n项目"),
    ],
)
def test_misread_figures_and_signs_of_pdfs_are_what_they_stand_for(printed: str, read_as: str) -> None:
    reading = read(printed)
    assert reading.text == read_as
    for place, sign in enumerate(reading.text):
        assert reading.span(place, place + 1)[1] <= len(printed) and sign


def test_every_sign_has_one_plain_sign_so_that_offsets_hold() -> None:
    assert all(len(sign) == len(plain) == 1 for sign, plain in signs.PLAIN.items())
    assert not set(signs.PLAIN.values()) & set(signs.PLAIN)


def test_a_report_with_the_radicals_of_a_pdf_is_quoted_as_printed() -> None:
    text = "今年规模以上⼯业增加值增⻓8%，新建⼝袋公园⼆⼗个。"
    first, second = extract(text, "650000", 2031)
    assert (first["indicator_id"], first["measure"], second["value"]) == ("industrial_value_added", "growth", 20)
    assert first["quote"] == text[first["char_start"] : first["char_end"]] == "今年规模以上⼯业增加值增⻓8%"


def test_the_number_of_a_footnote_is_no_text() -> None:
    reading = read("国内生产总值[2]126亿元")
    assert reading.text == "国内生产总值126亿元"
    assert reading.canonical[slice(*reading.span(6, 11))] == "126亿元"
