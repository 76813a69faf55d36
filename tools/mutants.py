"""Small edits of .sql files and rule tables, each of which a test should notice; ``mutate.py`` tries them.

Belongs here: which edits there are. Does not: making them and running tests. SQL is taken as tokens, so that comments stay as they are.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

import schemas

SWAPS = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "=", "AND": "OR", "OR": "AND", "NOT": "", "true": "false", "false": "true",
    "DESC": "ASC", "FIRST": "LAST", "LAST": "FIRST", "min": "max", "max": "min", "least": "greatest", "greatest": "least",
    "bool_or": "bool_and", "bool_and": "bool_or", "arg_max": "arg_min", "arg_min": "arg_max",
}  # fmt: skip
# What a condition stands behind, and what ends a list of conditions.
OPENING = {"ON", "WHERE", "HAVING", "QUALIFY", "WHEN"}
CLOSING = OPENING | {"THEN", "LEFT", "JOIN", "CROSS", "ASOF", "GROUP", "ORDER", "UNION", "WINDOW", "SELECT", ",", ";"}
_TOKEN = re.compile(
    r"""(?P<skip> --[^\n]* | CREATE\ OR\ REPLACE | DECIMAL\([^)]*\) | -> | => | := )
    | (?P<text> '(?:[^']|'')*' ) | (?P<number> \b\d+(?:\.\d+)?\b ) | (?P<compare> <= | >= | <> | = | < | > )
    | (?P<word> [A-Za-z_]\w* ) | (?P<open> [(\[] ) | (?P<close> [)\]] ) | (?P<stop> [,;] )""",
    re.VERBOSE,
)


_CELL = re.compile(r'("(?:[^"]|"")*"|[^,"\n]*)[,\n]')


class Mutant(NamedTuple):
    """One edit: of a file below the root the characters from ``start`` to ``end`` become ``after``."""

    file: str
    start: int
    end: int
    after: str
    line: int
    edit: str


class Token(NamedTuple):
    """A piece of SQL that an edit may touch; ``depth`` counts the brackets around it."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


def mutants(root: Path, file: str) -> Iterator[Mutant]:
    """All edits of one file, in the order of the file."""
    content = (root / file).read_text(encoding="utf-8")
    edits = _table_edits(Path(file).stem, content) if file.endswith(".csv") else _sql_edits(content)
    for start, end, after in sorted(edits):
        yield Mutant(file, start, end, after, content.count("\n", 0, start) + 1, _shown(content, start, end, after))


def _shown(content: str, start: int, end: int, after: str) -> str:
    """The line or lines of an edit with what it replaces, so that it is found again where lines were added above."""
    first, last = content.rfind("\n", 0, start) + 1, content.find("\n", end - 1)
    around = content[first:start], f"[{content[start:end]} → {after}]", content[end : last if last >= end else end]
    return " ".join("".join(around).split())


def _sql_edits(sql: str) -> Iterator[tuple[int, int, str]]:
    tokens = _tokens(sql)
    for before, token, following in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if token.text in SWAPS and not (before and before.text == "BETWEEN"):
            yield token.start, token.end, SWAPS[token.text]
        elif token.kind == "number":
            yield token.start, token.end, str(float(token.text) + 1 if "." in token.text else int(token.text) + 1)
        elif token.kind == "text":
            yield from _text_edits(token)
        elif following and (token.text, following.text) == ("IS", "NULL"):
            yield token.start, token.end, "IS NOT"
        elif following and (token.text, following.text) == ("LEFT", "JOIN"):
            yield token.start, token.end, ""
    yield from ((start, end, "true") for start, end in _conditions(tokens))
    for keys in re.finditer(r"USING \((\w+(?:, \w+)+)\)", sql):
        for name in keys[1].split(", "):
            yield *keys.span(1), ", ".join(key for key in keys[1].split(", ") if key != name)


def _tokens(sql: str) -> list[Token]:
    """The tokens of SQL. The AND of a BETWEEN is left out: it joins no conditions."""
    tokens: list[Token] = []
    depth, between = 0, False
    for match in _TOKEN.finditer(sql):
        kind, text = str(match.lastgroup), match[0]
        depth -= kind == "close"
        if kind != "skip" and not (between and text == "AND"):
            tokens.append(Token(kind, text, *match.span(), depth))
        between = text == "BETWEEN" or (between and text != "AND")
        depth += kind == "open"
    return tokens


def _text_edits(token: Token) -> Iterator[tuple[int, int, str]]:
    """Of a pattern each alternative left out; another text becomes one that nothing is called."""
    alternatives = token.text[1:-1].split("|")
    if len(alternatives) == 1:
        yield token.start, token.end, f"{token.text[:-1]}~'"
    for place in range(len(alternatives) if len(alternatives) > 1 else 0):
        yield token.start, token.end, f"'{'|'.join(alternatives[:place] + alternatives[place + 1 :])}'"


def _conditions(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Where each condition of a join, a filter or a case stands: of some that are joined by AND each, of some joined by OR all."""
    for place, opening in enumerate(tokens):
        if opening.text in OPENING:
            clause = []
            for token in tokens[place + 1 :]:
                if token.depth < opening.depth or (token.depth == opening.depth and token.text in CLOSING):
                    break
                clause.append(token)
            yield from _parts(clause, opening.depth)


def _parts(clause: list[Token], depth: int) -> Iterator[tuple[int, int]]:
    joints = [token for token in clause if token.depth == depth and token.text in ("AND", "OR")]
    if any(token.text == "OR" for token in joints):
        joints = []
    ends = [next((last for last in reversed(clause) if last.end <= joint.start), joint).end for joint in joints]
    starts = [next((first for first in clause if first.start >= joint.end), joint).start for joint in joints]
    if clause:
        yield from zip([clause[0].start, *starts], [*ends, clause[-1].end], strict=True)


def _table_edits(table: str, content: str) -> Iterator[tuple[int, int, str]]:
    """Of a codelist every row left out, and every cell that a rule reads exchanged for another that its column takes."""
    header, *rows = csv.reader(io.StringIO(content))
    specs = schemas.model(table).to_schema().columns
    start = content.index("\n") + 1
    for row, following in zip(rows, [*rows[1:], rows[0]], strict=True):
        end = content.index("\n", start) + 1
        yield start, end, ""
        cells = _CELL.finditer(content, start, end)
        for name, written, cell, next_cell in zip(header, cells, row, following, strict=True):
            other = _other_cell(specs[name], cell, next_cell)
            if cell and other not in ("", cell):
                yield *written.span(1), other
        start = end


def _other_cell(spec: Any, cell: str, next_cell: str) -> str:
    """Another value of the column: the double of a number, a day long after, the next code; empty where the text is for people only."""
    codes: list[str] = next((check.statistics["allowed_values"] for check in spec.checks if check.name == "isin"), [])
    if cell in codes:
        return str(codes[(codes.index(cell) + 1) % len(codes)])
    if spec.dtype.type == pl.Date:
        return "2100-01-01"
    if spec.dtype.type != pl.String:
        return f"{2 * float(cell or 1) or 1:g}"
    return next_cell if (spec.metadata or {}).get("refers_to") else ""
