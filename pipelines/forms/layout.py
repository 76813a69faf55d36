"""How wide a text is and where its lines break. Belongs here: measuring in Latin letters. Does not: fonts, or any drawing."""

import textwrap


def places(text: str) -> int:
    """How wide a text is, in Latin letters."""
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` Latin letters: between words, and between any two Chinese signs."""
    if places(text) <= width:
        return [text]
    if text.isascii():
        return textwrap.wrap(text, width)
    lines, line = [], ""
    for word in _words(text):
        if line and places(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> list[str]:
    """Pieces that a line may be broken between; a closing sign stays with what it closes."""
    pieces: list[str] = []
    for sign in text:
        wide = ord(sign) > 0x2E7F
        joins = pieces and (
            sign in "，。；：、）”》%" or (not wide and not pieces[-1].endswith(" ") and ord(pieces[-1][-1]) < 0x2E80)
        )
        if joins or (pieces and sign == " "):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def cut(text: str, width: int, lines: int = 2) -> list[str]:
    """A text wrapped to so many lines; an ellipsis stands for what is left out."""
    whole = wrapped(text, width)
    if len(whole) <= lines:
        return whole
    last = whole[lines - 1]
    while places(last) > width - 2:
        last = last[:-1]
    return [*whole[: lines - 1], last.rstrip() + "…"]
