"""The one way in which bad input is reported: file, place, reason and cure in a single sentence."""

import re

# What a sentence repeats of a stranger's file is shown up to so many characters, and no sign of it steers a terminal or turns the line.
LONGEST_REASON, LONGEST_NAME = 2000, 200
# These signs, for a set of a regular expression, and halves of one.
STEERING = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_STEERING = re.compile(rf"[{STEERING}\ud800-\udfff]")


def brief(text: object) -> str:
    """A name or value that stands within a sentence, as ``shown``, and shorter."""
    return shown(" ".join(str(text).splitlines()), LONGEST_NAME)


def shown(text: str, most: int = LONGEST_REASON) -> str:
    """A text as a terminal may show it: one of more characters than that by its beginning and end."""
    plain = _STEERING.sub(lambda sign: sign[0].encode("unicode_escape").decode(), text)
    if len(plain) <= most:
        return plain
    kept = most // 2
    return f"{plain[:kept]} … {len(plain) - 2 * kept:,} characters … {plain[-kept:]}"


class InputError(Exception):
    """Something a person can mend in a file: names the file, the place in it, the reason and the cure.

    Args:
        file: path of the file, as the reader knows it.
        place: row, column, line or byte; empty for the file as a whole.
        reason: what is wrong.
        cure: what to do about it.
    """

    def __init__(self, file: object, place: str, reason: str, cure: str) -> None:
        self.file, self.place, self.reason, self.cure = str(file), place, reason, cure
        where = f"{file}, {place}" if place else f"{file}"
        super().__init__(f"{shown(where)}: {shown(reason)}. {shown(cure)}")

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str, str, str]]:
        """The arguments, by which an error that a process of a pool meets reaches who waits for it."""
        return type(self), (self.file, self.place, self.reason, self.cure)


class ContractError(InputError):
    """A table as a whole breaks its contract: a column is missing, extra or of the wrong type, or a key repeats."""
