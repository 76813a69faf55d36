"""The change log says first what readers ask: whose verdict changed and why, and which reports came or went."""

import re
import time
from typing import Any

import polars as pl

from pipelines.packages import changelog, news
from pipelines.packages.news import MOST_NAMED
from schemas import codelists

CHANGE = {"version": "2.0.0", "old": None, "new": None, "kind": "source_revised", "reason": "a raw text or a published figure changed"}  # fmt: skip
CODE = {"kind": "extraction_fixed", "reason": "the code that reads or judges changed"}
HAN = re.compile(r"[\u4e00-\u9fff]")


def change(table: str, key: str, column: str, **other: Any) -> dict[str, Any]:
    return CHANGE | {"table": table, "key": f'["{key}"]', "column": column} | other


def verdict(target: str, old: str, new: str, **other: Any) -> list[dict[str, Any]]:
    return [
        change("outcomes", target, "status", old=old, new=new, **other),
        change("outcomes", target, "actual", old="1", new="2", **other),
        change("outcomes", target, "why_zh", old="旧句。", new=f"粮食产量目标{target[-1]}万吨。", **other),
        change("outcomes", target, "why_en", old="Old.", new=f"Grain output: target {target[-1]} tonnes.", **other),
    ]


def row(table: str, key: str, kind: str) -> dict[str, Any]:
    return change(table, key, "*", kind=kind, reason="the row is new" if kind == "added" else "the row is gone")


def frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys((*CHANGE, "table", "key", "column"), pl.String))


def told(rows: list[dict[str, Any]]) -> tuple[str, str]:
    """The news in Chinese and in English."""
    parts = list(news.news(frame(rows)))
    half = next(number for number, part in enumerate(parts) if part.startswith("**What"))
    return "\n".join(parts[:half]), "\n".join(parts[half:])


def test_a_changed_verdict_has_its_government_year_both_verdicts_the_reason_and_its_sentence() -> None:
    zh, en = told(verdict("440100-2024@7", "no_data", "missed"))
    labels = {language: codelists.labels("status", language) for language in ("zh", "en")}
    assert f"- 广州市2024年：{labels['zh']['no_data']}→{labels['zh']['missed']}（" in zh
    assert zh.endswith("粮食产量目标7万吨。")
    before, after = labels["en"]["no_data"], labels["en"]["missed"]
    assert en.endswith(
        f"- Guangzhou 2024: {before} → {after}, as a raw text or a published figure changed. Grain output: target 7 tonnes."
    )


def test_changes_are_counted_by_what_became_what_and_why() -> None:
    rows = [
        *verdict("440100-2024@1", "met", "missed"), *verdict("440100-2024@2", "met", "missed"), *verdict("440100-2024@3", "met", "missed", **CODE)
    ]  # fmt: skip
    _, en = told(rows)
    met, missed = (codelists.labels("status", "en")[code] for code in ("met", "missed"))
    assert "changed verdicts: 3" in en
    assert f"- {met} → {missed}, as a raw text or a published figure changed: 2\n" in en
    assert f"- {met} → {missed}, as the code that reads or judges changed: 1" in en


def test_verdicts_that_figures_turned_round_are_named_before_those_that_were_open_and_new_years_before_old() -> None:
    rows = [
        *verdict("440100-2024@1", "pending", "no_data"), *verdict("440100-2020@2", "met", "missed"), *verdict("100000-2021@3", "missed", "met"),
        *verdict("440100-2025@4", "no_data", "met"),
    ]  # fmt: skip
    zh, _ = told(rows)
    named = [line for line in zh.splitlines() if "年：" in line]
    assert [line[2:line.index("：")] for line in named] == ["全国2021年", "广州市2020年", "广州市2025年", "广州市2024年"]  # fmt: skip


def test_reports_are_named_by_government_with_their_years() -> None:
    rows = [row("reports", f"440100-{year}", "added") for year in (2018, 2021, 2022, 2023)]
    rows += [row("reports", "100000-2020", "withdrawn"), row("targets", "440100-2018@4", "added")]
    zh, en = told(rows)
    assert "新收录报告4份" in zh and "撤下报告1份" in zh and "新增目标1项" in zh
    assert "新收录的报告：广州市2018、2021—2023年。" in zh and "撤下的报告：全国2020年。" in zh
    assert "Reports added: Guangzhou 2018, 2021–2023." in en and "Reports withdrawn: China 2020." in en


def test_a_version_without_such_news_says_that_no_verdict_changed() -> None:
    zh, en = told([change("units", "亩", "label_en", old="a", new="b")])
    assert (zh, en) == ("**本版变化**：判定没有变化。", "**What changed**: no verdict changed.")


def test_a_target_that_came_or_went_has_no_changed_verdict() -> None:
    rows = [
        row("outcomes", "440100-2024@1", "added"), change("outcomes", "440100-2024@2", "status", new="met"), change("outcomes", "440100-2024@3", "status", old="met")
    ]  # fmt: skip
    assert "判定没有变化" in told(rows)[0]


def test_no_english_line_of_any_region_holds_chinese() -> None:
    regions = [row["region_code"] for row in codelists.read("regions") if row["level"] != "county"]
    rows = [
        one
        for code in regions
        for one in (*verdict(f"{code}-2024@1", "met", "missed"), row("reports", f"{code}-2024", "added"))
    ]
    for start in range(0, len(rows), 5 * MOST_NAMED):
        assert not HAN.search(told(rows[start : start + 5 * MOST_NAMED])[1])


def test_a_version_of_many_thousand_changes_stays_short_and_quick() -> None:
    rows = [
        one for number in range(30_000) for one in verdict(f"440100-{2000 + number % 25}@{number}", "met", "missed")
    ]
    rows += [row("reports", f"{code['region_code']}-2024", "added") for code in codelists.read("regions")]
    rows += [row("targets", f"440100-2024@{number}", "added") for number in range(150_000)]
    changes, descriptor = (
        frame(rows),
        {"name": "n", "title": "t", "version": "1.0.0", "created": "2024-01-01", "resources": []},
    )
    began = time.perf_counter()
    log = changelog.changelog(
        [changelog.Release(descriptor, None), changelog.Release(descriptor | {"version": "2.0.0"}, changes)]
    )
    assert time.perf_counter() - began < 5
    assert len(log.splitlines()) < 150
    assert len(log) < 20_000
    assert "新增目标150,000项" in log
    assert re.search(r"另有[\d,]+个政府的。", log)


def test_codes_come_last_and_what_the_news_says_is_not_said_again() -> None:
    descriptor = {"name": "n", "title": "t", "version": "1.0.0", "created": "2024-01-01", "resources": [{"name": name, "path": f"{name}.parquet", "format": "parquet", "rows": 1, "schema": {"fields": []}} for name in ("reports", "outcomes", "statistics", "codes")]}  # fmt: skip
    rows = [
        change("codes", "status", "label_en", old="a", new="b", kind="rule_changed"), row("reports", "440100-2024", "added"),
        *verdict("440100-2023@1", "met", "missed"), change("statistics", "440100-2023-0", "value", old="1", new="2"),
        change("outcomes", "440100-2023@2", "why_zh", old="甲。", new="乙。"),
    ]  # fmt: skip
    log = changelog.changelog(
        [changelog.Release(descriptor, None), changelog.Release(descriptor | {"version": "2.0.0"}, frame(rows))]
    )
    places = [
        log.index(words)
        for words in (
            "#### 判定的变化",
            "#### Changed verdicts",
            "#### Rows and cells",
            "| `codes` |",
            "| `statistics` | 440100",
        )
    ]
    assert places == sorted(places)
    assert "| `reports` |" not in log
    assert "| `codes` | status" not in log, "a list of codes is counted, not printed"
    assert "乙" not in log, "another wording of a sentence is counted, not printed"
    assert log.count("粮食产量目标1万吨") == 1


def test_texts_of_strangers_in_a_sentence_are_no_markup() -> None:
    rows = verdict("440100-2024@1", "met", "missed")
    rows[2]["new"] = "<b>[x](javascript:alert)</b>"
    zh, _ = told(rows)
    assert "<b>" not in zh and "](javascript" not in zh.replace("\\]", "")
