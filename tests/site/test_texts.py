"""Glossary, method, limits, corrections, reports at hand and the page for programs: their words are defined, and their numbers are those of the data."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipelines.packages.catalogue import withdraw
from pipelines.site import corrections, days, findings, names
from pipelines.site.document import FOLDER
from pipelines.site.examples import SHOWN, examples
from pipelines.site.measured import measured
from pipelines.site.pages import corrections as corrections_page
from pipelines.site.pages import method as method_page
from pipelines.site.pages import reports as grid
from pipelines.site.prepare import prepare
from pipelines.site.source import Source
from pipelines.site.terms import terms
from pipelines.wording.numbers import share
from schemas import codelists
from tests.site.conftest import ADDRESS

Visit = Callable[..., Any]
LANGUAGES = ("zh", "en")
# What two lines of a phone hold, about.
_LONGEST = {"zh": 60, "en": 150}
_TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def source(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Source:
    """The small country as pages read it."""
    return prepare(country, tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def rows(source: Source) -> pl.DataFrame:
    """Its targets, each once."""
    return source.table("rows", counted=True)


def text(built: Path, page: str) -> str:
    """The words of a page without their spaces."""
    return "".join(unescape(_TAGS.sub("", (built / page).read_text(encoding="utf-8"))).split())


@pytest.mark.parametrize(
    ("precision", "zh", "en"),
    [("day", "2026年2月28日", "28 February 2026"), ("month", "2026年2月", "February 2026"), ("year", "2026年", "2026")],
)
def test_a_day_is_printed_as_exactly_as_it_is_known(precision: str, zh: str, en: str) -> None:
    assert days.printed(date(2026, 2, 28), "zh", precision) == zh
    assert days.printed(date(2026, 2, 28), "en", precision) == en
    assert days.printed(None, "en", precision) == ""


@pytest.mark.parametrize(("code", "zh", "en"), [("100000", "全国", "China"), ("610600", "延安市", "Yan'an")])
def test_a_government_goes_by_its_whole_name_and_the_nation_by_its_short_one(code: str, zh: str, en: str) -> None:
    region = next(row for row in codelists.read("regions") if row["region_code"] == code)
    assert names.government(region, "zh") == zh
    assert names.government(region, "en") == en


# Terms.


def test_every_term_that_a_template_explains_is_in_the_glossary() -> None:
    used = {
        key
        for template in (FOLDER / "templates").glob("*.j2")
        for key in re.findall(r'\bterm(?:_of)?\("(\w+)"', template.read_text(encoding="utf-8"))
    }
    assert used
    assert used <= set(terms("zh"))


def test_every_verdict_and_every_kind_of_source_is_a_term_with_the_meaning_of_its_code() -> None:
    meanings = {
        f"{row['codelist']}/{row['code']}": (row["label_zh"], row["description_zh"])
        for row in codelists.read("codes")
        if row["codelist"] == "status"
    }
    explained = {term.code: (term.title, term.text.rstrip("。")) for term in terms("zh").values() if term.status}
    assert explained == meanings
    assert {f"source_kind/{code}" for code in codelists.codes("source_kind")} <= {
        term.code for term in terms("en").values()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_is_told_in_two_lines_and_names_terms_that_are_there(language: str) -> None:
    listed = terms(language)
    assert len(listed) >= 40
    assert [term.key for term in listed.values() if len(term.text) > _LONGEST[language]] == []
    assert {other for term in listed.values() for other in term.see} <= set(listed)
    assert [
        term.key for term in listed.values() if term.link and not term.link.startswith("https://www.stats.gov.cn/")
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_has_every_term_at_its_anchor(built: Path, language: str) -> None:
    page, said = (
        (built / language / "glossary.html").read_text(encoding="utf-8"),
        text(built, f"{language}/glossary.html"),
    )
    for key, term in terms(language).items():
        assert f'id="{key}"' in page
        assert "".join(term.text.split()) in said


def test_a_word_is_explained_by_pointer_focus_and_tap_and_the_note_goes_by_escape(visit: Visit) -> None:
    tab = visit("zh/limits.html")
    word, note = tab.locator("main a.term").first, tab.locator(".note")
    word.hover()
    note.wait_for()
    meaning = terms("zh")["self_reported"].text
    assert meaning in note.inner_text()
    assert tab.locator(f"#{word.get_attribute('aria-describedby')}").inner_text() == meaning
    note.hover()
    tab.wait_for_timeout(400)
    assert note.is_visible()
    tab.keyboard.press("Escape")
    assert not note.is_visible()
    assert word.get_attribute("aria-describedby") is None
    tab.mouse.move(1, 1)
    word.focus()
    tab.keyboard.press("Shift+Tab")
    tab.keyboard.press("Tab")
    note.wait_for()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/zh/glossary.html#self_reported")


def test_on_a_phone_a_tap_opens_the_note_and_the_next_beside_it_closes_it(visit: Visit) -> None:
    tab = visit("en/limits.html", width=375, has_touch=True, is_mobile=True)
    note = tab.locator(".note")
    tab.locator("main a.term").first.tap()
    note.wait_for()
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    tab.locator("h1").tap()
    assert not note.is_visible()
    assert tab.url.endswith("/en/limits.html")


def test_a_verdict_is_explained_wherever_it_is_printed_and_is_no_stop_of_the_keyboard(visit: Visit) -> None:
    tab = visit("en/method.html")
    verdict, note = tab.locator("table .v.near"), tab.locator(".note")
    verdict.hover()
    note.wait_for()
    assert terms("en")["near"].text in note.inner_text()
    assert note.locator("a").get_attribute("href").endswith("en/glossary.html#near")
    assert verdict.evaluate("one => one.tabIndex") == -1


def test_chinese_words_of_an_english_note_are_marked_as_such(visit: Visit) -> None:
    tab = visit("en/method.html")
    tab.locator('a.term[data-term="scope"]').first.hover()
    tab.locator(".note").wait_for()
    assert tab.locator('.note span[lang="zh-CN"]').all_inner_texts() == ["口径"]


def test_without_a_script_a_word_leads_to_its_place_in_the_glossary(visit: Visit) -> None:
    tab = visit("en/limits.html", java_script_enabled=False)
    tab.locator("main a.term").first.click()
    tab.wait_for_url("**/en/glossary.html#self_reported")


# Method.


def test_examples_are_one_of_each_verdict_that_there_is_of_headline_targets_first(
    source: Source, rows: pl.DataFrame
) -> None:
    chosen = {row["status"]: row for row in examples(source)}
    there = set(rows.filter(pl.col("indicator_id").is_not_null(), "for_year")["status"]) & set(SHOWN)
    assert {"met", "missed"} <= there
    assert set(chosen) == there
    assert list(chosen) == [status for status in SHOWN if status in there]
    newest = rows.filter(pl.col("rank") < 100, "for_year", status="met", level="province")["year"].max()
    assert (chosen["met"]["rank"] < 100, chosen["met"]["year"], chosen["met"]["level"]) == (True, newest, "province")
    assert len({row["region_code"] for row in chosen.values()}) == len(chosen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_works_its_examples_out_in_the_numbers_of_their_rows_and_links_them(
    source: Source, built: Path, language: str
) -> None:
    said = text(built, f"{language}/method.html")
    page = (built / language / "method.html").read_text(encoding="utf-8")
    for row in examples(source):
        report, anchor = row["target_id"].split("@")
        assert f'href="r/{report}.html#{anchor}"' in page
        for name in (f"target_{language}", f"result_{language}", f"why_{language}"):
            assert "".join((row[name] or "").split()) in said
    assert page.index('id="examples"') < page.index('id="reading"')


def test_the_margins_of_the_method_are_those_of_the_data(source: Source, built: Path) -> None:
    page = (built / "zh" / "method.html").read_text(encoding="utf-8")
    table = page[page.index('id="margins"') :]
    for rule in source.table("verdict_rules").to_dicts():
        assert rule["reference_zh"] in table
    assert "0.2个百分点" in table


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_counts_every_verdict(rows: pl.DataFrame, built: Path, language: str) -> None:
    page = (built / language / "method.html").read_text(encoding="utf-8")
    for status in codelists.codes("status"):
        count = rows.filter(status=status).height
        assert re.search(rf"verdict={status}[^\"]*\">{count:,}</a>", page)


# Limits.


def test_limits_are_counted_and_not_typed_in(source: Source, rows: pl.DataFrame, built: Path) -> None:
    counted = measured(source).numbers
    judged = rows.filter(pl.col("status").is_in(codelists.decided()))
    assert counted["targets"] == rows.height
    assert counted["judged"] == judged.height
    assert counted["own"] == judged.filter(source_kind="self_reported").height
    assert counted["no_address"] == source.table("reports")["source_url"].null_count() > 0
    assert (
        sum(getattr(measured(source).answers, name) for name in measured(source).answers._fields[2:])
        == counted["of_due"]
    )
    said = text(built, "zh/limits.html")
    assert f"{rows.height:,}项目标中，有结果可比的{judged.height:,}项，占{share(judged.height, rows.height)}" in said
    assert f"{source.table('reports').height}份报告中{counted['no_address']}份" in said


def test_targets_whose_indicator_has_no_english_name_are_counted(source: Source, rows: pl.DataFrame) -> None:
    unnamed = [name for name in rows["name_en"] if re.search("[\u4e00-\u9fff]", name)]
    assert measured(source).numbers["unnamed"] == len(unnamed)


# Corrections.


def test_a_verdict_that_a_newer_figure_turned_stands_with_both_figures(rows: pl.DataFrame, built: Path) -> None:
    turned = rows.filter("changed", region_code="330000", year=2019, indicator_id="gdp").row(0, named=True)
    assert turned["status"] != turned["status_latest"] == "met"
    page = (built / "zh" / "corrections.html").read_text(encoding="utf-8")
    line = next(line for line in page.splitlines() if f'#{turned["anchor"]}"' in line and "330000-2019" in line)
    assert (
        line.index("增长5.6% <")
        < line.index(f'class="v {turned["status"]}"')
        < line.index("增长7.2% <")
        < line.index('class="v met"')
    )
    assert "浙江省统计局" in line


def test_no_day_is_printed_where_only_the_month_of_a_figure_is_known(source: Source, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(source.folder, tmp_path / "prepared"))
    file = folder / "statistics.parquet"
    pl.read_parquet(file).with_columns(published_precision=pl.lit("month")).write_parquet(file)
    vague = source._replace(folder=folder)
    line = next(line for line in first(corrections_page, vague).splitlines() if "330000-2019" in line)
    assert "2020年12月" in line
    assert "2020年12月20日" not in line
    assert re.search(r"\d月\d+日", first(method_page, vague)) is None


def first(kind: Any, source: Source) -> str:
    """The Chinese page of a kind that has one."""
    return str(next(iter(kind.pages(source, ""))).content)


def test_all_pages_count_the_same_turned_verdicts(source: Source, rows: pl.DataFrame) -> None:
    decided = codelists.decided()
    both = rows.filter(pl.col("status").is_in(decided), pl.col("status_latest").is_in(decided))
    turned = both.filter(pl.col("counted"), pl.col("status") != pl.col("status_latest")).height
    told = findings.turned(source)
    assert turned == told.changed == measured(source).numbers["turned"]
    assert told.judged == measured(source).numbers["judged"]
    assert rows.filter("changed", "counted").height == turned


def test_withdrawn_versions_are_told_with_the_reason_in_the_language_of_the_page(country: Path, tmp_path: Path) -> None:
    published = Path(shutil.copytree(country, tmp_path / "published"))
    withdraw(published, "chengdu-2024", "1.0.0", "The report was an excerpt. 报告是节选。")
    known = prepare(published, tmp_path)
    versions, verdicts = corrections.versions(known)
    assert [(each.package, each.version) for each in versions] == [("governments", "1.0.0")]
    assert verdicts == []


@pytest.mark.parametrize(
    ("reason", "zh", "en"),
    [
        ("It was wrong (四川 2020). 请勿使用。", "请勿使用。", "It was wrong (四川 2020)."),
        ("Wait for the next.", "Wait for the next.", "Wait for the next."),
        ("等下一版。", "等下一版。", "等下一版。"),
    ],
)
def test_a_reason_in_both_languages_is_told_in_one(reason: str, zh: str, en: str) -> None:
    assert corrections.by_language(reason) == {"zh": zh, "en": en}
    assert corrections.by_language("") == {}


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("data@example.org", "mailto:data@example.org"),
        ("https://example.org/errors", "https://example.org/errors"),
        ("", ""),
    ],
)
def test_a_contact_is_linked_as_what_it_is(source: Source, contact: str, link: str) -> None:
    assert source._replace(contact=contact).contact_address == link


# Reports at hand.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grid_links_every_report_once_and_no_other(source: Source, built: Path, language: str) -> None:
    page = (built / language / "reports.html").read_text(encoding="utf-8")
    assert sorted(re.findall(r'href="r/([\d-]+)\.html"', page)) == source.table("reports")["report_id"].sort().to_list()


def test_a_year_that_is_not_at_hand_is_a_dot_and_earlier_years_are_listed_below_the_grid(
    source: Source, tmp_path: Path
) -> None:
    for name in ("places", "reports", "years"):
        table = source.table(name)
        if name == "reports":
            table = table.filter(
                (pl.col("report_id") == "100000-2015") | (pl.col("year") > 2017), pl.col("report_id") != "440000-2020"
            )
        if name == "places":
            table = table.with_columns(reports=pl.when(region_code="440000").then(7).otherwise("reports"))
        table.write_parquet(tmp_path / f"{name}.parquet")
    page = str(next(grid.pages(Source(tmp_path, source.editions), "reports")).content)
    guangdong = next(line for line in page.splitlines() if "place/440000.html" in line)
    assert guangdong.count("·") == 1
    assert "440000-2020" not in guangdong
    assert "2017" not in page
    assert re.search(r'全国：<a href="r/100000-2015.html">2015</a>', page)


def test_cities_are_folded_below_their_province(built: Path) -> None:
    page = (built / "zh" / "reports.html").read_text(encoding="utf-8")
    folded = re.findall(r"<details>.*?</details>", page, re.DOTALL)
    assert [re.findall(r"place/(\d+)\.html", each) for each in folded] == [["330100"], ["440100"], ["510100"]]


# For programs.


def test_the_citation_and_the_addresses_of_the_page_for_programs_are_those_of_the_site(built: Path) -> None:
    page = (built / "en" / "programs.html").read_text(encoding="utf-8")
    assert f"{ADDRESS}/place/440000.csv" in page
    assert "governments, version 1.0.0." in page


def _code(built: Path, heading: str) -> str:
    """The example below a heading, with the site's folder for its address."""
    page = (built / "en" / "programs.html").read_text(encoding="utf-8")
    found = re.search(rf"<h3>{heading}</h3>\s*<pre[^>]*><code>(.*?)</code>", page, re.DOTALL)
    assert found is not None
    return unescape(found[1]).replace(ADDRESS, built.as_posix())


def test_the_example_in_python_counts_what_was_judged(
    built: Path, rows: pl.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(_code(built, "Python"), {})
    shown = capsys.readouterr().out
    gdp = rows.filter(pl.col("status").is_in(codelists.decided()), indicator_id="gdp")
    assert str(gdp.filter(year=2019, status="met").height) in shown.split()
    assert "2019" in shown


def test_the_example_in_sql_lists_the_widest_misses(built: Path, rows: pl.DataFrame) -> None:
    listed = duckdb.execute(_code(built, "DuckDB")).fetchall()
    missed = rows.filter(indicator_id="gdp", status="missed", measure="growth").sort("gap")
    assert [row[0] for row in listed[:1]] == missed["year"].head(1).to_list()
    assert len(listed) == min(10, missed.height)


@pytest.mark.parametrize("file", ["place/440000.csv", "indicator/gdp.csv"])
def test_the_columns_that_are_described_are_those_of_the_files(built: Path, file: str) -> None:
    page = (built / "en" / "programs.html").read_text(encoding="utf-8")
    described = re.findall(r'<th scope="row"><code>(\w+)</code>', page[page.index('id="columns"') :])
    header = (built / file).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    labels = {f"{name}_{language}" for name in described for language in LANGUAGES}
    assert [name for name in header if name not in labels] == [name for name in described if name not in labels]
    assert set(described) <= set(header)
