"""Names say the thing: row, reasons, descriptor, version; never what somebody told, found or made."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATCH_ALLS = {"told", "found", "made"}


def identifiers(tree: ast.AST) -> Iterator[str]:
    """Every name that a module gives to something: variables, arguments, attributes, functions, classes, imports under another name."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(asname=str(name)) | ast.MatchAs(name=str(name)) | ast.ExceptHandler(name=str(name)):
                yield name


def says_nothing(name: str) -> bool:
    """Whether one part of a name is a catch-all: told, _told, found_rows, made_by."""
    return bool(CATCH_ALLS & set(name.lower().split("_")))


def counts() -> dict[str, int]:
    """How many such names every module of the house gives, by path; those without are left out."""
    files = [path for room in ("pipelines", "schemas", "tools") for path in sorted(ROOT.glob(f"{room}/**/*.py"))]
    named = {
        path.relative_to(ROOT).as_posix(): Counter(filter(says_nothing, identifiers(ast.parse(path.read_text("utf-8")))))
        for path in files
    }  # fmt: skip
    return {path: names.total() for path, names in named.items() if names}


def test_no_module_names_a_thing_by_what_was_done_to_it() -> None:
    assert counts() == {}


@pytest.mark.parametrize("name", ["told", "_told", "found_rows", "made_by", "rows_found"])
def test_a_catch_all_is_noticed_wherever_it_stands_in_a_name(name: str) -> None:
    assert says_nothing(name)


@pytest.mark.parametrize("name", ["foundation", "remade", "rows", "maker", "profound"])
def test_words_that_only_hold_one_are_no_catch_alls(name: str) -> None:
    assert not says_nothing(name)


def test_all_ways_of_giving_a_name_are_seen() -> None:
    source = (
        "import x as a\ndef b(c, *d, **e):\n    f, self.g = 1, 2\n    for h in []: pass\n    with i() as j: pass\n    k: int = 1\n"
        "    if (m := 1): pass\n    [n for n in q]\nclass p: pass\ntry: pass\nexcept E as r: pass\n"
    )
    assert set(identifiers(ast.parse(source))) == set("abcdefghjkmnpr")
