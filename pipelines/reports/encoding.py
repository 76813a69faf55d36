"""In which encoding a raw file is written: UTF-8 or GB18030, and that what comes out of it reads as Chinese.

Bytes of one encoding can be read in another without an error, and a text that was once read so and saved again is valid UTF-8. What
comes out is characters that no text has. So a text is asked how many of its characters are among those of which every Chinese
report consists.

Belongs here: bytes -> characters. Does not: what of them is text (``read``, ``markup``).
"""

import re
from collections.abc import Iterator

from schemas.errors import InputError

# The two hundred most frequent characters of work reports, and those of them that are written differently in traditional ones.
_COMMON = (
    "业建的和发展全化新大进设实工市加产力一推区国政动城中人生民成高增作制务强会改体等重保项地开资持经行提农创合年以施理个企社目快公能入家济水"
    "点长基好平治上为面省村有现服完造在度要深用坚主机心育三革不文规万技代管级品升定出程质元量法安府优系通投善支环科各学到是事标步场效亿续态金方"
    "性范对活落总商乡域路划共我教分五集源部位园融型构境稳本整放防群办医批结镇积更收立电达决领色向外口引打转利策营十统与特做小抓县极"
    "業發進設實產區國動務強會體項開資經農創個濟點長爲為現堅機規萬級質優環學標場億續態範對總鄉劃園構穩群辦醫結鎮積電達決領轉營統與縣極"
)
# Half of the letters of a report are among them, of a text that was read in a wrong encoding one in forty. A few words tell nothing.
_FEWEST_COMMON, _FEWEST_LETTERS = 0.1, 20
_STRETCH = 2000
_MOST_COMMON = _COMMON[:40]
_LETTERS = re.compile(r"[^\W\d_\x00-\x7f]+")
_NOT_COMMON = re.compile(f"[^{_COMMON}]+")
# U+FFFD stands for bytes that could not be read; a text that has so many of them was read in a wrong encoding.
_LOST, _MOST_LOST, _LOST_SHARE = "\ufffd", 10, 0.01
_OTHERS = {"Big5": ("cp950", "big5hkscs"), "UTF-16": ("utf-16",)}
_SAVED_AGAIN = {"GB18030": "gb18030", "Windows-1252": "cp1252", "Latin-1": "latin-1"}
_SAVE = "Save the file as UTF-8"


def decode(content: bytes, file: object) -> tuple[str, str]:
    """The characters of a raw file and its encoding, utf-8 or gb18030.

    Raises:
        InputError: it is neither, or what comes out is no Chinese text; names the byte or line, and the encoding that it seems to be.
    """
    faults: dict[str, UnicodeDecodeError] = {}
    for encoding, codec in (("utf-8", "utf-8-sig"), ("gb18030", "gb18030")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError as fault:
            faults[encoding] = fault
            continue
        if encoding == "utf-8" or reads(text):
            _refuse_garbage(text, content, file)
            return text, encoding
    raise _unreadable(content, file, faults)


def reads(text: str) -> bool:
    """Whether a text can be Chinese: it has as many of the common characters as any such text, or too few letters to tell."""
    if sum(map(text.count, _MOST_COMMON)) >= _FEWEST_COMMON * len(text):
        return True  # nearly always, and quick
    letters = "".join(_LETTERS.findall(text))
    return len(letters) < _FEWEST_LETTERS or _common(letters) >= _FEWEST_COMMON


def _common(letters: str) -> float:
    return len(_NOT_COMMON.sub("", letters)) / len(letters)


def _refuse_garbage(text: str, content: bytes, file: object) -> None:
    for start, stretch in _stretches(text):
        if not reads(stretch):
            reason, cure = "the characters are none that a Chinese text consists of", _SAVE
            if named := _seems(content, text):
                reason, cure = f"{reason}: {named}", "Save the file in the encoding that it was written in, as UTF-8"
            raise InputError(file, _line(text, start), reason, cure)
    lost = text.count(_LOST)
    if lost >= _MOST_LOST and lost >= _LOST_SHARE * len(text):
        reason = f"{lost} characters are lost, U+FFFD stands in their places"
        raise InputError(file, _line(text, text.index(_LOST)), reason, "Take the text from its source again")


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """A text in stretches, each with where it begins; the last is not short, so that it tells."""
    last = max(0, len(text) - _STRETCH) // _STRETCH * _STRETCH
    for start in range(0, last, _STRETCH):
        yield start, text[start : start + _STRETCH]
    yield last, text[last:]


def _line(text: str, start: int) -> str:
    return f"line {text.count(chr(10), 0, start) + 1}"


def _seems(content: bytes, text: str) -> str | None:
    """What the bytes of an unreadable text seem to be; None where nothing tells."""
    for name, codecs in _OTHERS.items():
        for codec in codecs:
            try:
                if _is_chinese(content.decode(codec)):
                    return f"it is {name}"
            except UnicodeDecodeError:
                pass
    for name, codec in _SAVED_AGAIN.items():
        for original in ("utf-8", "gb18030"):
            if _is_chinese(text.encode(codec, "replace").decode(original, "ignore")):
                return f"it was {original.upper()}, was read as {name}, and saved again"
    return None


def _is_chinese(text: str) -> bool:
    letters = "".join(_LETTERS.findall(text))
    return len(letters) >= _FEWEST_LETTERS // 2 and _common(letters) >= 3 * _FEWEST_COMMON


def _unreadable(content: bytes, file: object, faults: dict[str, UnicodeDecodeError]) -> InputError:
    """The error of bytes that are neither: at the byte where the one that they read as up to there breaks off."""
    for encoding, fault in sorted(faults.items(), key=lambda each: -each[1].start):
        if _is_chinese(content[: fault.start].decode(encoding, "ignore")):
            reason = f"the text is {encoding.upper()} up to this byte, which is none"
            cure = f"Mend the byte, or take the file from its source again. {_SAVE}"
            return InputError(file, f"byte {fault.start}", reason, cure)
    named = _seems(content, content.decode("gb18030", "ignore"))
    reason = "the text is neither UTF-8 nor GB18030" + (f": {named}" if named else "")
    return InputError(file, f"byte {faults['utf-8'].start}", reason, _SAVE)
