"""How the items of a list are numbered."""

import pytest

from pipelines.wording import enumerators

ITEMS = ("新建公园；", "改造管网；", "开通公交。")


def text(*marks: str) -> str:
    return "".join(mark + item for mark, item in zip(marks, ITEMS, strict=True)).replace("；", ";")


@pytest.mark.parametrize(
    "marks",
    [
        ("一是", "二是", "三是"), ("第一件,", "第二件,", "第三件,"), ("(1)", "(2)", "(3)"), ("①", "②", "③"), ("⑴", "⑵", "⑶"),
        ("1.", "2.", "3."), ("1、", "2、", "3、"), ("(一)", "(二)", "(三)"), ("一、", "二、", "三、"),
    ],
)  # fmt: skip
def test_every_mark_numbers_its_items(marks: tuple[str, ...]) -> None:
    shown = text(*marks)
    places = [shown.index(mark) for mark in marks]
    assert [enumerators.starts(shown, 0, mark) for mark in enumerators.MARKS if enumerators.starts(shown, 0, mark)] == [
        places
    ]


def test_a_number_that_is_left_out_ends_the_items() -> None:
    shown = text("(1)", "(3)", "(4)")
    assert [enumerators.starts(shown, 0, mark) for mark in enumerators.MARKS if mark.pattern.match(shown)] == [[0]]


def test_what_begins_again_is_something_else() -> None:
    notes = text("①", "②", "③") + "①注。②注。③注。④注。"
    (starts,) = filter(None, (enumerators.starts(notes, 0, mark) for mark in enumerators.MARKS))
    assert len(starts) == 3


def test_items_begin_with_the_first_and_at_the_place() -> None:
    assert not any(enumerators.starts(text("二是", "三是", "四是"), 0, mark) for mark in enumerators.MARKS)
    assert not any(enumerators.starts("其中" + text("一是", "二是", "三是"), 0, mark) for mark in enumerators.MARKS)
