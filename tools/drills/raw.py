"""Drills: raw files and the catalogue that are half there, and reports that are many or long. Belongs here: what a line is given."""

import json
import time

from tools.drills.trial import (
    LAST,
    DrillError,
    Trial,
    begin,
    drill,
    ended_well,
    report,
    same_tables,
    sentence_of,
    shortly,
)


@drill("a report that is half written, in the middle of a character, and is completed later", quick=True)
def raw_file_half_written(trial: Trial) -> str:
    """Whatever is read of the half is gone with the next run."""
    line = trial.line("half")
    whole = line.changed.read_bytes()
    line.changed.write_bytes(whole[: len(whole) // 2 + 1])
    done = line.here()
    said = f"`{shortly(sentence_of(done), line)}`" if done.code else "the half is read"
    trial.readers(line)
    line.changed.write_bytes(whole)
    line.well()
    same_tables(trial, line)
    return f"{said}; completed, a run made the same tables"


@drill("a report taken away, and put back", quick=True)
def raw_file_taken_away(trial: Trial) -> str:
    """Its rows go with it and come back; published is a version without it and one with it."""
    line = trial.line("away")
    content = line.changed.read_bytes()
    line.changed.unlink()
    line.well()
    if any(f"/{LAST}." in name for name in line.contents() if name.startswith("store/")):
        raise DrillError("rows of a report that is gone are left")
    trial.readers(line)
    line.changed.write_bytes(content)
    line.well()
    same_tables(trial, line)
    return "its rows went and came back: the same tables"


@drill("a catalogue cut in half, empty, or no catalogue", quick=True)
def catalogue_cut(trial: Trial) -> str:
    """It is refused, never begun anew: numbers would be given twice."""
    said = ""
    for number, keep in enumerate((0.5, 0.0, None)):
        line = trial.line(f"catalogue-{number}")
        file = line.published / "catalog.json"
        content = file.read_bytes()
        if keep is None:
            file.unlink()
        else:
            file.write_bytes(content[: int(len(content) * keep)])
        said = said or line.refused()
        file.write_bytes(content)
        trial.heals(line)
    return f"`{shortly(said, line)}`; restored, a run made the same bytes"


@drill("10,000 small reports in one run")
def ten_thousand_reports(trial: Trial) -> str:
    """Made-up reports of all governments of the codelist, in a collection."""
    from schemas import codelists

    line = begin(trial.work / "many")
    codes = [row["region_code"] for row in codelists.read("regions") if row["parent"]]
    count = 0
    for year in range(1994, 2027):
        for code in codes:
            if count == 10_000:
                break
            path = line.folder / "collection" / code / f"{year}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(report(year, str(3 + count % 9)).replace("甘肃省", ""), encoding="utf-8")
            count += 1
    line.more["MUBIAO_COLLECTIONS"] = json.dumps({"many": str(line.folder / "collection")})
    begun = time.monotonic()
    done = ended_well(line.run())
    targets = next((text for text in done.output.splitlines() if " targets 目标 in " in text), "")
    return f"{count:,} files, {time.monotonic() - begun:.0f} s: {targets}"


@drill("a report of 50 MB")
def report_of_50_megabytes(trial: Trial) -> str:
    """Made-up sentences, each with a figure, over and over."""
    line = trial.line("large")
    sentence = "今年的主要预期目标是：地区生产总值增长6%左右；粮食产量稳定在240亿斤以上；推进各项工作取得新进展。\n\n"
    large = line.changed.with_name("2024.txt")
    head = report(2024)
    large.write_text(head + sentence * ((50_000_000 - len(head.encode())) // len(sentence.encode())), encoding="utf-8")
    begun = time.monotonic()
    done = line.run()
    took = time.monotonic() - begun
    said = f"`{shortly(sentence_of(done), line)}`" if done.code else "it is read"
    trial.readers(line)
    large.unlink()
    line.well()
    same_tables(trial, line)
    return f"{said}, after {took:.0f} s; taken away, a run made the same tables"
