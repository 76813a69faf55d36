"""The tests over many reports are fixed to 400 of them, and say so of any other folder."""

from pathlib import Path

from tests.conftest import CORPUS_REPORTS, another_corpus


def test_a_folder_of_other_reports_is_refused_with_a_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "甘肃省").mkdir()
    for year in range(CORPUS_REPORTS):
        (tmp_path / "甘肃省" / f"{year}.md").touch()
    reason = str(another_corpus(tmp_path))
    assert reason.startswith(
        f"MUBIAO_CORPUS names {tmp_path}, which holds 400 reports: the tests are fixed to 400 others."
    )
    assert "over other reports the benches run" in reason


def test_the_very_reports_are_not_refused(corpus: Path) -> None:
    assert another_corpus(corpus) is None
    assert len(list(corpus.rglob("*.md"))) == CORPUS_REPORTS
