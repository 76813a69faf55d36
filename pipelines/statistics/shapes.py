"""JSON and TOML in a shape that is expected of it, described by pydantic models. Belongs here: telling where one differs, and how."""

from pydantic import ValidationError

from schemas.errors import InputError


def fault(error: ValidationError, file: object, cure: str) -> InputError:
    """The first difference: names the file, the place in it, what was expected and what is there."""
    first = error.errors(include_url=False)[0]
    expected, found = first["msg"], first["input"]
    told = f"the keys {', '.join(map(str, found))}" if isinstance(found, dict) else repr(found)
    reason = f"{expected[0].lower()}{expected[1:]}, found {told if len(told) <= 100 else f'{told[:100]}…'}"
    return InputError(file, _place(first["loc"]), reason, cure)


def _place(steps: tuple[int | str, ...]) -> str:
    """``data[0].values[1].value``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
