"""The reading is easier to match than the canonical text, and every place in it leads back."""

from pipelines.targets.extract import extract
from pipelines.targets.reading import read


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


def test_the_number_of_a_footnote_is_no_text() -> None:
    reading = read("国内生产总值[2]126亿元")
    assert reading.text == "国内生产总值126亿元"
    assert reading.canonical[slice(*reading.span(6, 11))] == "126亿元"
