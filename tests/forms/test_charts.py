"""What the charts of a package show, and that they come out the same everywhere. All are drawn in earnest."""

import os
import re
import struct
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest

from pipelines.forms.charts import write_charts
from pipelines.forms.charts.glyphs import MISSING, charset, printable
from pipelines.outcomes.views import views
from pipelines.packages.contents import contents
from pipelines.packages.definition import Definition, definitions
from pipelines.wording.numbers import signed
from pipelines.wording.rows import with_words
from schemas import codelists
from schemas.codelists.statuses import statuses
from tests.packages.conftest import HASH, JUDGED, STATISTIC, definition, outcome, report, tables, target

ROOT = Path(__file__).resolve().parents[2]
SEED = definitions()[0]
FONT = ROOT / "pipelines" / "forms" / "charts" / "font" / "MubiaoSansSC-Regular.otf"
MANY = ("reports", "targets", "outcomes", "attainment_by_region_year", "headline", "regions", "verdict_rules")
DRAW_SEED = """
import sys
from pathlib import Path
import polars as pl
from pipelines.forms.charts import write_charts
from pipelines.packages.contents import contents
from pipelines.packages.definition import definitions
tables = {path.stem: pl.read_parquet(path) for path in Path(sys.argv[2]).glob("*.parquet")}
write_charts(definitions()[0], "9.9.9", contents(definitions()[0], tables), Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def seed_contents(seed_tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return contents(SEED, seed_tables)


@pytest.fixture(scope="module")
def seed(seed_contents: dict[str, pl.DataFrame], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The charts of the bundled report, from raw/."""
    folder = tmp_path_factory.mktemp("seed")
    write_charts(SEED, "9.9.9", seed_contents, folder)
    return folder


def many() -> dict[str, pl.DataFrame]:
    """Two governments in three years: the nation with one GDP target a year, Xinjiang with six amounts, all met but two."""
    actuals = {2020: ("7.2", "met"), 2021: ("6.6", "near"), 2022: ("3", "missed")}
    targets, outcomes, reports, statistics = [], [], [], []
    for year, (actual, status) in actuals.items():
        grown = {
            "indicator": "国内生产总值",
            "indicator_id": "gdp",
            "measure": "growth",
            "unit": "%",
            "unit_base": "%",
            "price_basis": "real",
        }
        figure = {
            "statistic_id": f"100000-{year}-0123456789ab",
            "region_code": "100000",
            "period": str(year),
            "value": actual,
        }
        statistics.append(STATISTIC | grown | figure | {"value_base": actual, "aspect": None, "serves": "all"})
        for region in ("100000", "650000"):
            reports.append(report(region, year) | {"raw_sha256": HASH})
            for number in range(1 if region == "100000" else 6):
                ids = {"target_id": f"{region}-{year}@{number}", "report_id": f"{region}-{year}", "year": year}
                growth = {
                    "indicator": "国内生产总值",
                    "indicator_id": "gdp",
                    "measure": "growth",
                    "value": "7",
                    "unit": "%",
                    "value_base": "7",
                    "unit_base": "%",
                    "bound": "about",
                }
                judged = JUDGED | {"statistic_id": None}
                targets.append(
                    target(
                        number, **ids, region_code=region, period=str(year), **(growth if region == "100000" else {})
                    )
                )
                mine = judged | {
                    "statistic_id": figure["statistic_id"],
                    "actual": actual,
                    "gap": "0",
                    "margin": "0",
                    "attainment": None,
                    "status": status,
                    "status_latest": status,
                    "rule": "gdp_growth",
                }
                other = judged | ({"status": "missed", "status_latest": "missed"} if number > 3 else {})
                outcomes.append(outcome(number, **ids, **(mine if region == "100000" else other)))
    stored = tables(
        reports=reports, targets=targets, outcomes=outcomes, statistics=statistics, matches=[], candidates=[], headline_mentions=[]
    )  # fmt: skip
    return contents(MANY_DEFINITION, stored | dict(views(stored)))


MANY_DEFINITION: Definition = definition(name="many", regions=(), years=(), tables=MANY)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    write_charts(MANY_DEFINITION, "1.2.3", many(), folder)
    return folder


def svg_texts(file: Path) -> list[str]:
    """The texts of a picture, each as it is printed."""
    svg = "{http://www.w3.org/2000/svg}"
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    lines = [line for text in root.iter(f"{svg}text") for line in (text.findall(f"{svg}tspan") or [text])]
    return [text for line in lines if (text := "".join(line.itertext()))]


def drawn(tmp_path: Path, outcomes: list[dict[str, Any]], targets: list[dict[str, Any]]) -> list[str]:
    package = contents(definition(), tables(outcomes=outcomes, targets=targets, matches=[]))
    write_charts(definition(), "1.0.0", package, tmp_path)
    return svg_texts(tmp_path / "chart_targets.svg")


def test_a_small_package_has_its_targets_and_its_verdicts_drawn(seed: Path) -> None:
    names = ["chart_targets.png", "chart_targets.svg", "chart_verdicts.png", "chart_verdicts.svg"]
    assert sorted(path.name for path in seed.iterdir()) == names


def test_a_package_of_many_governments_has_them_drawn_by_year_and_the_nation_s_growth(several: Path) -> None:
    assert {path.stem for path in several.iterdir()} == {"chart_targets", "chart_verdicts", "chart_regions_years", "chart_headline_gdp"}  # fmt: skip


def test_png_and_svg_are_whole_and_the_png_is_not_large(seed: Path, several: Path) -> None:
    for folder in (seed, several):
        for picture in folder.glob("*.png"):
            content = picture.read_bytes()
            assert content.startswith(b"\x89PNG") and content.endswith(b"IEND\xaeB`\x82")
            width, height = struct.unpack(">II", content[16:24])
            drawing = ElementTree.fromstring(picture.with_suffix(".svg").read_text(encoding="utf-8"))
            assert (width, height) == (2 * float(drawing.attrib["width"]), 2 * float(drawing.attrib["height"]))
            assert 10_000 < len(content) < 700_000


def test_every_chart_has_titles_in_both_languages_and_its_source_and_version(seed: Path, several: Path) -> None:
    for folder, name in ((seed, "xinjiang-2023-targets 9.9.9"), (several, "many 1.2.3")):
        for file in folder.glob("*.svg"):
            texts = svg_texts(file)
            assert any(re.search(r"\d(项|年)", text) for text in texts), file
            assert any(name in text for text in texts), file
            assert any("来源 Sources" in text for text in texts), file
            assert any(re.search(r"\b(target|targets)\b", text) for text in texts), file


def test_every_judged_target_is_a_row_with_its_target_figure_and_verdict_in_words(seed: Path, seed_contents: dict[str, pl.DataFrame]) -> None:  # fmt: skip
    texts = svg_texts(seed / "chart_targets.svg")
    joined = seed_contents["targets"].join(seed_contents["outcomes"].drop("rule"), on="target_id")
    joined = with_words(joined)
    for row in joined.filter(pl.col("status").is_in(codelists.decided())).to_dicts():
        assert {f"{row['action'] or ''}{row['indicator']}", row["target_zh"], row["target_en"]} <= set(texts)
        assert {row["result_zh"], row["result_en"], f"{row['verdict_zh']} {row['verdict_en']}"} <= set(texts)


def test_rates_are_compared_in_points_and_amounts_in_percent_of_the_target(seed: Path) -> None:
    texts = svg_texts(seed / "chart_targets.svg")
    assert "−0.2" in texts  # 6.8 % where about 7 % was set
    assert "−2.4" in texts  # 3270.1 where 3350 was set: 79.9 of 3350
    assert "+35.9" in texts and "+32.7" in texts  # beyond the frame: printed all the same


def test_the_first_title_tells_how_many_of_how_many(seed: Path) -> None:
    texts = svg_texts(seed / "chart_targets.svg")
    assert "目标与结果：33项目标中有结果可比的23项" in texts
    assert "Targets and results: 23 targets of 33 with a comparable result" in texts
    titles = svg_texts(seed / "chart_verdicts.svg")
    assert "33项目标：有结果可比的23项中，16项实现（70%）" in titles
    assert "33 targets: of the 23 with a comparable result, 70% (16) were met" in titles


def test_verdicts_are_counted_for_all_for_those_judged_and_by_measure_with_denominators(seed: Path) -> None:
    texts = svg_texts(seed / "chart_verdicts.svg")
    measures = codelists.labels("measure", "en")
    counts = {
        "all targets": 33,
        "with a comparable result": 23,
        measures["growth"]: 13,
        measures["ratio"]: 3,
        measures["amount"]: 17,
    }
    assert {f"{name} · n = {count}" for name, count in counts.items()} <= set(texts)
    words = codelists.labels("status", "zh")
    verdicts = {"met": 16, "near": 2, "missed": 5, "not_comparable": 1, "no_data": 9}
    assert {f"{words[status]} {count}" for status, count in verdicts.items()} <= set(texts)


def test_what_is_undecided_is_drawn_by_the_sign_that_the_page_has(seed: Path) -> None:
    drawn = svg_texts(seed / "chart_verdicts.svg")
    for status in ("not_comparable", "no_data"):
        assert statuses()[status].sign in drawn


def test_no_chart_speaks_of_a_target_as_of_a_pledge(seed: Path, several: Path) -> None:
    for file in (*seed.glob("*.svg"), *several.glob("*.svg")):
        words = " ".join(svg_texts(file))
        assert not re.search(r"承诺|兑现|差于|promise|kept|\bactual|undecided|could be judged", words), file


def test_verdicts_differ_in_form_too(seed: Path) -> None:
    drawing = (seed / "chart_targets.svg").read_text(encoding="utf-8")
    forms = {match[2]: re.sub(r"[-\d.]+", "", match[1]) for match in re.finditer(r'd="([^"]+)"[^>]*fill="(#\w+)"', drawing)}  # fmt: skip
    assert len({forms[colour] for colour in ("#17716b", "#b07a08", "#b23a2e")}) == 3


def test_a_result_within_its_limit_lies_on_the_side_that_is_ahead(tmp_path: Path) -> None:
    within = JUDGED | {
        "actual": "5.1",
        "gap": "-0.4",
        "margin": "0.4",
        "attainment": None,
        "rule": "other_ratio",
        "polarity": "less",
    }
    rate = {"value": "5.5", "unit": "%", "measure": "ratio", "bound": "at_most", "value_base": "5.5", "unit_base": "%"}
    texts = drawn(tmp_path, [outcome(5, **within)], [target(5, **rate)])
    assert "5.5%以内" in texts and "at most 5.5%" in texts
    assert "+0.4" in texts


def test_a_figure_off_either_way_of_a_two_sided_target_lies_on_the_worse_side(tmp_path: Path) -> None:
    off = JUDGED | {"actual": "3.4", "gap": "0.4", "margin": None, "attainment": None, "rule": "cpi_growth", "status": "near", "polarity": "two_sided"}  # fmt: skip
    rate = {"value": "3", "unit": "%", "measure": "growth", "bound": "about", "value_base": "3", "unit_base": "%"}
    assert "−0.4" in drawn(tmp_path, [outcome(5, **off)], [target(5, **rate)])


def test_a_target_of_nothing_has_no_percentage_and_is_drawn_without_one(tmp_path: Path) -> None:
    none = JUDGED | {"actual": "2", "gap": "2", "margin": "-2", "attainment": None, "status": "missed"}
    texts = drawn(tmp_path, [outcome(5, **none)], [target(5, value="0", value_base="0", bound="at_most")])
    assert "0万吨以内" in texts and "未实现 missed" in texts


def test_long_names_are_wrapped_and_then_cut_with_an_ellipsis(tmp_path: Path) -> None:
    texts = drawn(tmp_path, [outcome(5, **JUDGED)], [target(5, indicator="特别长的指标名称" * 9, indicator_id=None)])
    lines = [text for text in texts if "特别长" in text]
    assert len(lines) == 2
    assert lines[1].endswith("…") and all(len(line) <= 17 for line in lines)


def test_hostile_text_stays_text_and_a_sign_without_a_glyph_is_a_box(tmp_path: Path) -> None:
    name = "<script>x</script>𬭎𬭎"
    texts = drawn(tmp_path, [outcome(5, **JUDGED)], [target(5, indicator=name)])
    assert "<script>x</script>" + MISSING * 2 in texts
    assert "<script" not in (tmp_path / "chart_targets.svg").read_text(encoding="utf-8")


def test_where_nothing_is_judged_or_too_much_the_targets_are_not_drawn(tmp_path: Path) -> None:
    none = contents(definition(), tables(outcomes=[outcome(5)], targets=[target(5)], matches=[]))
    assert [path.name for path in write_charts(definition(), "1.0.0", none, tmp_path)] == ["chart_verdicts.svg", "chart_verdicts.png"]  # fmt: skip
    much = {
        "targets": [target(n) for n in range(61)],
        "outcomes": [outcome(n, **JUDGED) for n in range(61)],
        "matches": [],
    }
    written = write_charts(definition(), "1.0.0", contents(definition(), tables(**much)), tmp_path)
    assert [path.stem for path in written] == ["chart_verdicts"] * 2


def test_a_package_without_targets_has_no_charts(tmp_path: Path) -> None:
    assert write_charts(definition(), "1.0.0", {}, tmp_path / "none") == []
    assert not (tmp_path / "none").exists()


def test_cells_print_met_and_judged_and_a_share_of_few_has_no_colour(several: Path) -> None:
    texts = svg_texts(several / "chart_regions_years.svg")
    assert texts.count("4/6") == 3  # Xinjiang in each year
    assert [texts.count(cell) for cell in ("1/1", "0/1")] == [1, 2]  # the nation
    assert "12/18 · 67%" in texts and "1/3" in texts
    assert {"全国", "新疆", "China", "Xinjiang", "2020", "2021", "2022"} <= set(texts)
    coloured = re.findall(r'fill="rgb', (several / "chart_regions_years.svg").read_text(encoding="utf-8"))
    assert len(coloured) == 3


def test_the_nation_s_growth_shows_target_and_figure_of_every_year(several: Path) -> None:
    texts = svg_texts(several / "chart_headline_gdp.svg")
    assert "全国经济增长：有结果可比的3年中，1年实现目标" in texts
    assert "China's growth target: met in 1 of the 3 years with a comparable result" in texts
    assert texts.count("7") == 3 and {"7.2", "6.6", "3"} <= set(texts)


def test_the_same_tables_give_the_same_bytes_in_another_process_time_zone_and_thread_count(seed: Path, seed_folder: Path, tmp_path: Path) -> None:  # fmt: skip
    other = {"TZ": "Pacific/Kiritimati", "POLARS_MAX_THREADS": "1", "RAYON_NUM_THREADS": "1", "PYTHONHASHSEED": "7", "LC_ALL": "C", "HOME": str(tmp_path)}  # fmt: skip
    command = [sys.executable, "-c", DRAW_SEED, str(tmp_path / "x"), str(seed_folder)]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | other)
    assert {path.name: path.read_bytes() for path in (tmp_path / "x").iterdir()} == {
        path.name: path.read_bytes() for path in seed.iterdir()
    }


def test_charts_and_font_cost_nothing_until_one_is_drawn() -> None:
    asked = "import sys, pipelines.forms.charts, pipelines.forms.brief; print([name for name in ('altair', 'vl_convert', 'jinja2') if name in sys.modules])"  # fmt: skip
    answer = subprocess.run([sys.executable, "-c", asked], check=True, cwd=ROOT, capture_output=True, text=True)
    assert answer.stdout == "[]\n"


def font_covers() -> set[str]:
    """The signs of the font: its cmap of format 4."""
    content = FONT.read_bytes()
    offset = next(
        struct.unpack(">I", content[place + 8 : place + 12])[0]
        for place in range(12, 12 + 16 * struct.unpack(">H", content[4:6])[0], 16)
        if content[place : place + 4] == b"cmap"
    )
    start = offset + struct.unpack(">I", content[offset + 8 : offset + 12])[0]
    kind, _, _, double = struct.unpack(">4H", content[start : start + 8])
    assert kind == 4
    ends = struct.unpack(f">{double // 2}H", content[start + 14 : start + 14 + double])
    starts = struct.unpack(f">{double // 2}H", content[start + 16 + double : start + 16 + 2 * double])
    return {chr(code) for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)}


def test_the_font_has_every_sign_of_its_charset() -> None:
    assert set(charset()) <= font_covers()


def test_the_font_has_every_sign_of_names_that_charts_print(seed_contents: dict[str, pl.DataFrame]) -> None:
    """If this fails, add the sign to BEYOND_GB2312 in charts/glyphs.py and cut the font again: charts/font/README.md."""
    printed = [row[name] for row in codelists.read("regions") for name in ("short_zh", "name_en")]
    printed += [row[name] for row in codelists.read("indicators") for name in ("name_zh", "name_en")]
    printed += [row[name] for row in codelists.read("codes") for name in ("label_zh", "label_en")]
    printed += [row["unit"] for row in codelists.read("units")]
    for table, names in {"targets": ("indicator", "action", "unit"), "reports": ("title",)}.items():
        printed += [cell for name in names for cell in seed_contents[table][name].drop_nulls()]
    printed += [text for package in definitions() for text in (package.title_zh, package.title_en, package.owner.title)]
    assert {sign for text in printed for sign in text if printable(sign) != sign} == set()


def test_the_licence_of_the_font_lies_beside_it() -> None:
    licence = (FONT.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence
    assert 1_000_000 < FONT.stat().st_size < 1_700_000


@pytest.mark.parametrize(
    ("distance", "printed"),
    [("0.04", "+0.04"), ("35.94", "+35.9"), ("-3", "−3"), ("0", "0"), ("-0.004", "−0.004")],
)
def test_a_distance_that_is_not_nothing_is_not_printed_as_0(distance: str, printed: str) -> None:
    from pipelines.forms.charts.targets import _rounded

    assert signed(_rounded(Decimal(distance))) == printed
