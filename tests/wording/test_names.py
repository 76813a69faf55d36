"""Which English name a row has: that of its code, else its gloss, else its Chinese name."""

import polars as pl
import pytest

from pipelines.wording import names
from pipelines.wording.names import english, name_en, name_en_machine

ROWS = pl.DataFrame(
    {
        "indicator": ["钢产量", "外贸", "翻新路灯", "没有英文的名称", "翻新路灯"],
        "indicator_id": ["steel", None, None, None, "steel"],
    }
)


@pytest.fixture(autouse=True)
def _three_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "_by_code", lambda: {"steel": "Steel output"})
    monkeypatch.setattr(
        names, "_glosses", lambda: {"外贸": "Trade", "翻新路灯": "street lamps", "钢产量": "steel (gloss)"}
    )
    monkeypatch.setattr(names, "_by_machine", lambda: frozenset({"翻新路灯", "钢产量"}))


def test_the_name_of_a_code_comes_before_a_gloss_and_a_gloss_before_the_chinese_name() -> None:
    assert list(ROWS.select(name_en()).to_series()) == [
        "Steel output", "Trade", "street lamps", "没有英文的名称", "Steel output"
    ]  # fmt: skip


def test_what_has_no_english_name_has_none() -> None:
    assert list(ROWS.select(english()).to_series()) == ["Steel output", "Trade", "street lamps", None, "Steel output"]


def test_a_name_is_a_machines_only_where_its_gloss_is_what_is_shown() -> None:
    assert list(ROWS.select(name_en_machine()).to_series()) == [False, False, True, False, False]
