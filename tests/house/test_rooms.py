"""The house as its imports make it: nothing points up or in a circle, and no room holds too much."""

import pytest

from tools.docs import rooms


@pytest.fixture(scope="module")
def house() -> rooms.House:
    return rooms.house()


def test_no_rooms_import_each_other_in_a_circle(house: rooms.House) -> None:
    assert house.circle() == []


def test_every_arrow_points_down(house: rooms.House) -> None:
    assert house.not_down() == []


def test_no_room_holds_more_than_a_quarter_of_the_lines(house: rooms.House) -> None:
    shares = {room.name: house.share(room) for room in house.rooms}
    assert {name: share for name, share in shares.items() if share > rooms.LARGEST_SHARE} == {}


def test_every_module_is_in_a_room_that_stands_on_a_floor(house: rooms.House) -> None:
    folders = {path.parent.name for path in rooms.ROOT.glob("pipelines/*/__init__.py")}
    modules = {path.stem for path in rooms.ROOT.glob("pipelines/*.py")} - {"__init__"}
    assert {room.name for room in house.rooms} == folders | modules | {"schemas"}


UP = rooms.House(
    (rooms.Room("attic", 10, "The attic.", 0), rooms.Room("hall", 30, "The hall.", 1), rooms.Room("shed", 5, "The shed.", 1)),
    {("attic", "hall"): 3, ("hall", "attic"): 1, ("hall", "shed"): 2},
)  # fmt: skip


def test_a_circle_and_an_arrow_up_or_between_neighbours_are_told() -> None:
    assert set(UP.circle()) == {"attic", "hall"}
    assert UP.not_down() == ["hall -> attic", "hall -> shed"]
