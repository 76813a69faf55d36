"""Places as people write them: 620100, 620100000000, 兰州市, 兰州, 甘肃省兰州市, 凉山州 -> the GB/T 2260 code; and what may have been meant.

Belongs here: one reading of a place's name, for folders, options, definitions and cells alike. Does not: which place a text is
about (``pipelines.reports.identity``).
"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from schemas import codelists
from schemas.errors import InputError

# What the code is, for errors.
CODE = "its six-digit code of GB/T 2260, the national standard of administrative divisions (all stand in schemas/codelists/regions.csv)"
# How far down the regions of a level lie: a sub-provincial city lies in a province as a prefecture does.
_RANKS = {"nation": 0, "province": 1, "sub_provincial_city": 2, "prefecture": 2, "county": 3}
PREFECTURE, COUNTY = _RANKS["prefecture"], _RANKS["county"]
_SPACE = re.compile(r"\s+")
_DIGITS = re.compile(r"\d{6}(?:000|000000)?")
# A long name is written short with its last signs kept: 凉山彝族自治州 as 凉山州, 广西壮族自治区 as 广西自治区.
_ENDINGS = ("自治区", "州", "县", "旗")
# Of so many names that are alike the codes are printed; and how alike a name has to be, of 1.
_NEAREST, _ALIKE = 4, 0.4


def codes(place: str) -> tuple[str, ...]:
    """The regions that a place may be, in the order of their codes: one where it is clear, several where they share the name.

    Read are a code of six digits, or of nine or twelve that end in zeros; a full name; a name written short with its ending (凉山州); above
    the counties a short name, which belongs to the highest that bears it (吉林 is the province); and any of these after the name of what
    it lies in (辽宁省大连市, 吉林吉林). Blanks and full width do not matter.
    """
    plain = _plain(place)
    if _DIGITS.fullmatch(plain):
        return (plain[:6],) if codelists.is_region(plain[:6]) else ()
    named = _names().get(plain, ())
    highest = min((rank(code) for code in named), default=0)
    return tuple(code for code in named if rank(code) == highest) or _below(plain)


def code(place: str) -> str | None:
    """The region that a place is; None where it is none, or may be several."""
    return one[0] if len(one := codes(place)) == 1 else None


def known(place: str, file: object, where: str = "", cure: str = "") -> str:
    """The code of a place that a person named.

    Args:
        place: as it was written.
        file: the file or option that names it, for the error.
        where: the place in that file.
        cure: what to do, for the error, beside what is always said.

    Raises:
        InputError: no region is known by that name, or several are; it prints their codes, or those of the nearest names.
    """
    if (answer := code(place)) is None:
        raise InputError(file, where, *doubt(place, cure))
    return answer


def doubt(place: str, cure: str = "") -> tuple[str, str]:
    """Reason and cure where a place is not one region: what it may be, with the codes."""
    cure = cure or f"Write the full name, or {CODE}"
    if several := codes(place):
        return f"{place!r} may be {_listed(several)}", cure
    reason = f"{place!r} is no region that is known"
    alike = nearest(place)
    return f"{reason}; nearest to it: {_listed(alike)}" if alike else reason, cure


def nearest(place: str) -> tuple[str, ...]:
    """Up to four regions whose code or name is most like a place that is none, the likeliest first."""
    plain = _plain(place)
    if moved := _successors().get(plain[:6]):
        return (moved,)
    if plain.isdigit():
        above = (f"{plain[:length]:0<6}" for length in (4, 2))
        return tuple(dict.fromkeys(code for code in above if codelists.is_region(code)))
    likeness = {name: difflib.SequenceMatcher(None, plain, name).ratio() for name in _names()}
    alike = [name for name in likeness if len(name) > 1 and name in plain]
    alike = alike or [name for name in likeness if likeness[name] > _ALIKE]
    regions = ((-likeness[name], rank(each), each) for name in alike for each in _names()[name])
    return tuple(dict.fromkeys(each for _, _, each in sorted(regions)))[:_NEAREST]


def full_name(region_code: str) -> str:
    """The full name of a region, a county's after that of what it lies in: 兰州市, 兰州市城关区."""
    row = _rows()[region_code]
    above = _rows().get(row["parent"])
    return (above["name_zh"] if above and row["level"] == "county" else "") + row["name_zh"]


def above(region_code: str) -> list[str]:
    """The codes of what a region lies in, the nearest first."""
    codes = []
    while region_code := _rows()[region_code]["parent"]:
        codes.append(region_code)
    return codes


def name(region_code: str) -> str:
    """The official name of a region, without that of what it lies in: 城关区."""
    return _rows()[region_code]["name_zh"]


def short_name(region_code: str) -> str:
    """The name of a region as it is said in short: 兰州."""
    return _rows()[region_code]["short_zh"]


def regions_called(name: str) -> tuple[str, ...]:
    """Every region that bears a name, full or short: 吉林 is a province and a city; counties by their full name only."""
    return _names().get(name, ())


def is_full_name(name: str, region_code: str) -> bool:
    """Whether a name is more than the short one of a region above the counties: 凉山州 is, 凉山 is not."""
    return name != short_name(region_code)


def mentioned(text: str) -> Iterator[tuple[str, int]]:
    """The names of regions in a text, with their offsets, one after the other: the longest at each place, none inside another."""
    beginnings, end = _beginnings(), 0
    for match in _likely().finditer(text):
        at = match.start()
        if at < end:
            continue
        for name in beginnings.get(text[at : at + 2], ()):
            if text.startswith(name, at):
                yield name, at
                end = at + len(name)
                break


def _listed(region_codes: Iterable[str]) -> str:
    *others, last = (f"{each} {full_name(each)}" for each in region_codes)
    return f"{', '.join(others)} or {last}" if others else last


def _plain(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def rank(region_code: str) -> int:
    """How far down a region lies: 0 the nation, 3 a county."""
    return _RANKS[_rows()[region_code]["level"]]


def level(region_code: str) -> str:
    """The rank of a region's government, a code of the codelist ``level``."""
    return _rows()[region_code]["level"]


@lru_cache(1024)
def _below(plain: str) -> tuple[str, ...]:
    """The regions that the end of a name calls, of those that lie in what its beginning calls."""
    return tuple(
        sorted(
            {
                each
                for split in range(1, len(plain))
                for each in _names().get(plain[split:], ())
                if set(above(each)) & set(codes(plain[:split]))
            }
        )
    )


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    return {row["region_code"]: row for row in codelists.read("regions")}


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Every name that a region is called by -> the codes of all that are called so."""
    named: dict[str, list[str]] = defaultdict(list)
    for region_code, row in _rows().items():
        full, short = row["name_zh"], row["short_zh"]
        names = {full} if row["level"] == "county" else {full, short}
        names |= {short + ending for ending in _ENDINGS if full.endswith(ending) and not short.endswith(ending)}
        for name in names:
            named[name].append(region_code)
    return {name: tuple(sorted(region_codes)) for name, region_codes in named.items()}


@cache
def _beginnings() -> Mapping[str, tuple[str, ...]]:
    """The first two signs of a name -> the names that begin so, the longest first."""
    begun: dict[str, list[str]] = defaultdict(list)
    for name in _names():
        begun[name[:2]].append(name)
    return {signs: tuple(sorted(names, key=lambda name: (-len(name), name))) for signs, names in begun.items()}


@cache
def _likely() -> re.Pattern[str]:
    """A sign that begins a name before one that is the second of a name: most places of a text are passed over so."""
    firsts, seconds = ("".join(sorted({signs[n] for signs in _beginnings()})) for n in (0, 1))
    return re.compile(f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])")


@cache
def _successors() -> Mapping[str, str]:
    """Codes that are no more -> the region's code today."""
    return {row["old_region_code"]: row["region_code"] for row in codelists.read("region_changes")}
