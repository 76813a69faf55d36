"""The provinces as squares in their rough places: no map, but whoever knows the map finds them.

Belongs here: which square is where. Does not: what stands in it.
"""

# From north to south; a row a line, a column a place, a dot for none. Beijing stands above its neighbours so that all have room.
_LAYOUT = """
. . . . . . . 230000
. . . . . 150000 210000 220000
650000 . 640000 140000 130000 110000 120000 .
. 630000 620000 610000 410000 370000 . .
540000 510000 500000 420000 340000 320000 310000 .
. 530000 520000 430000 360000 330000 . .
. . 450000 440000 350000 . . .
. . . 460000 . . . .
"""


def squares() -> dict[str, tuple[int, int]]:
    """Code of a province -> row and column of its square, from 1, in the order in which they are read."""
    return {
        code: (row, column)
        for row, line in enumerate(_LAYOUT.strip().splitlines(), 1)
        for column, code in enumerate(line.split(), 1)
        if code != "."
    }
