"""The grammar is scored against what people annotated, in quotes or in offsets."""

from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.base.settings import ROOT
from pipelines.measuring import gold, scores, scoring
from pipelines.measuring.gold import Gold
from pipelines.measuring.score import same_name, score
from pipelines.targets.extract import extract
from schemas.errors import InputError

TEXT = "今年，地区生产总值增长6%左右，粮食产量60亿斤。\n新建社区食堂20个，用好3亿元基金。"


def text_of(report: str) -> scoring.Text:
    return scoring.Text(TEXT, "ab" * 32, 2024)


def annotate(folder: Path, *rows: str, doubts: str = "") -> Path:
    header = "quote\tindicator\tvalue\tvalue_high\tunit\tmeasure\tbound\tperiod\n"
    folder.mkdir(exist_ok=True)
    (folder / "620000-2024.tsv").write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    if doubts:
        (folder / "620000-2024_borderline.tsv").write_text(f"quote\twhy\n{doubts}\tan example\n", encoding="utf-8")
    return folder


ROWS = (
    "地区生产总值增长６％左右\t地区生产总值\t6\t\t%\tgrowth\tabout\t",
    "粮食产量60亿斤\t粮食产量\t60\t\t亿斤\tamount\texact\t",
    "社区食堂20个\t社区食堂\t20\t\t个\tamount\texact\t",
)


def test_what_is_read_right_counts_in_every_field_and_a_doubt_counts_neither_way(tmp_path: Path) -> None:
    scored = scoring.score_folder(annotate(tmp_path / "gold", *ROWS, doubts="用好3亿元基金"), text_of)["gold"]
    assert (scored.reports, scored.score.gold, scored.score.predicted) == (1, 3, 3)
    assert {field: scored.score.figures(field)[2] for field in scoring.FIELDS} == dict.fromkeys(scoring.FIELDS, 1)


def test_a_miss_costs_recall_and_a_wrong_name_the_strict_figure(tmp_path: Path) -> None:
    rows = (ROWS[0], ROWS[1].replace("粮食产量\t60\t", "棉花产量\t60\t"), "造林\t造林\t5\t\t万亩\tamount\texact\t")
    (tmp_path / "gold").mkdir()
    with pytest.raises(InputError, match=r"620000-2024\.tsv, row 4: the quote '造林' is not in the report"):
        scoring.score_folder(annotate(tmp_path / "gold", *rows), text_of)
    scored = scoring.score_folder(annotate(tmp_path / "gold", *rows[:2], ROWS[2].replace("\t20\t", "\t30\t")), text_of)
    total = scored["gold"].score
    assert (total.right["value"], total.right["indicator"], total.right["strict"]) == (2, 1, 1)
    assert total.figures("value")[1] == Decimal(2) / 3


def test_offsets_hold_no_word_of_the_report_and_say_the_same(tmp_path: Path) -> None:
    header = "round\treport\ttext_sha256\tstart\tend\tindicator\tvalue\tvalue_high\tunit\tmeasure\tbound\tperiod\ttense\tdoubt\n"
    place = TEXT.index("粮食")
    row = f"A\t某省/2024\t{'ab' * 8}\t{place}\t{place + 8}\t{place}-{place + 2}+=产量\t60\t\t亿斤\tamount\texact\t\ttarget\t\n"
    (tmp_path / "reports.tsv").write_text(header + row, encoding="utf-8")
    sentences = header.replace("round", "sentence").replace(
        "text_sha256\t", "text_sha256\tsentence_start\tsentence_end\t"
    )
    begin = TEXT.index("新建")
    (tmp_path / "sentences.tsv").write_text(
        sentences
        + f"1\t某省/2024\t{'ab' * 8}\t{begin}\t{len(TEXT)}\t{begin}\t{begin + 9}\t{begin + 2}-{begin + 6}\t20\t\t个\tamount\texact\t\ttarget\t\n",
        encoding="utf-8",
    )
    scored = scoring.score_folder(tmp_path, text_of)
    assert scored["A"].score.right["strict"] == 1
    assert scored["sentences"].score.right["strict"] == 1


def test_a_stretch_is_scored_in_both_tenses_and_in_what_its_figures_are(tmp_path: Path) -> None:
    names = "round\treport\ttext_sha256\tsentence_start\tsentence_end\tstart\tend\tindicator\taction\tvalue\tvalue_high\tunit\tmeasure\tbound\ttense\tperiod\tperiod_kind\tbase_period\taspect\tarea\tdoubt\n"
    row = "E\t某省/2024\t{sha}\t0\t{length}\t{start}\t{end}\t{name}\t{action}\t{value}\t\t{unit}\t{measure}\t{bound}\ttarget\t2024\tyear\t\t{aspect}\t\t\n"
    common = {"sha": "ab" * 8, "length": len(TEXT)}
    first, last = TEXT.index("地区"), TEXT.index("新建")
    growth = {"start": first, "end": first + 12, "name": f"{first}-{first + 6}", "action": "", "value": 6, "unit": "%", "measure": "growth", "bound": "about", "aspect": ""}  # fmt: skip
    halls = {"start": last, "end": last + 9, "name": f"{last + 2}-{last + 6}", "action": f"{last}-{last + 2}", "value": 20, "unit": "个", "measure": "amount", "bound": "exact", "aspect": "start"}  # fmt: skip
    (tmp_path / "stretches.tsv").write_text(
        names + row.format(**common, **growth) + row.format(**common, **halls), encoding="utf-8"
    )
    scored = scoring.score_folder(tmp_path, text_of)["E"].score
    assert (scored.of("strict"), scored.right["strict"]) == ((2, 3), 2), (
        "a row of the stretch that is not annotated counts against it"
    )
    assert (scored.of("period"), scored.right["period"]) == ((2, 2), 2)
    assert (scored.of("action"), scored.right["action"]) == ((1, 1), 1), "a row without a verb says nothing of verbs"
    assert scored.right["aspect"] == 1, "新建 is no start"


def test_offsets_into_another_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "reports.tsv").write_text("round\treport\ttext_sha256\nA\t某省/2024\tffff\n", encoding="utf-8")
    with pytest.raises(InputError, match="the report's text is not the one that was annotated"):
        scoring.score_folder(tmp_path, text_of)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("地区生产总值", "全省地区生产总值", True),
        ("新建社区食堂", "社区食堂", True),
        ("保障性租赁住房（套）", "保障性租赁住房", True),
        ("村脱贫", "脱贫村", True),
        ("城镇居民收入", "农村居民收入", False),
        ("工业投资", "投资", False),
        ("粮食产量", "棉花产量", False),
        ("", "粮食产量", False),
    ],
)
def test_a_name_is_the_same_in_other_words_but_not_for_another_thing(first: str, second: str, same: bool) -> None:
    assert same_name(first, second) is same


def test_of_two_rows_at_one_place_the_better_one_is_paired() -> None:
    rows = extract("粮食产量60亿斤、棉花产量60亿斤。", "620000", 2024)
    wanted = Gold(((0, 8),), "粮食产量", Decimal(60), None, "亿斤", "amount", "exact", "target", False)
    assert score([wanted], rows).right["strict"] == 1


def test_the_table_keeps_first_looks_and_gets_the_latest(tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    table.write_text(
        ",".join(scores.read().columns)
        + "\ngold,first,field,value,1,3,3,2,0.6667,0.6667,0.6667\ngold,latest,field,value,1,3,3,1,0,0,0\n",
        encoding="utf-8",
    )
    scored = scoring.score_folder(annotate(tmp_path / "gold", *ROWS, doubts="用好3亿元基金"), text_of)["gold"]
    scores.write(scoring.rows_of("gold", scored), table)
    lines = table.read_text(encoding="utf-8").splitlines()
    assert "gold,first,field,value,1,3,3,2,0.6667,0.6667,0.6667" in lines
    assert "gold,latest,field,value,1,3,3,3,1.0000,1.0000,1.0000" in lines
    assert any(line.startswith("gold,latest,rule,growth,1,,1,1,1.0000,,") for line in lines)


def test_the_committed_table_holds_a_first_and_a_latest_look_of_every_round() -> None:
    looks = set(scores.read().select("set", "look").iter_rows())
    rounds = {name for name, _ in looks if len(name) == 1} | {"sentences"}
    assert {(name, look) for name in rounds for look in ("first", "latest")} <= looks


def test_annotations_of_offsets_name_reports_hashes_and_numbers_only() -> None:
    folder = Path(__file__).parent
    for name in ("annotated/reports.tsv", "annotated/sentences.tsv", "stretches/stretches.tsv"):
        for row in gold.table(folder / name):
            words = "+".join(row.get(column) or "" for column in ("indicator", "action", "area"))
            assert all(len(piece) <= 8 for piece in words.split("+") if piece.startswith("="))
            assert "quote" not in row


def test_a_row_of_scores_that_breaks_its_contract_is_named(tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    header = ",".join(scores.read().columns)
    table.write_text(f"{header}\ngold,first,field,value,1,3,3,2,1.5,0.6667,0.6667\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"scores\.csv, row 2, column precision"):
        scores.read(table)


def test_to_write_a_score_changes_nothing_that_makes_another_stage_stale() -> None:
    stages = [ROOT / "pipelines" / stage for stage in ("reports", "targets", "statistics", "outcomes", "packages")]
    assert not any(scores.FILE.is_relative_to(folder) for folder in (*stages, ROOT / "schemas"))
