"""JSON and TOML in a shape that is expected of it, described by pydantic models. Belongs here: where one differs, and how."""

from pydantic import ValidationError

from schemas.errors import InputError


def fault(error: ValidationError, file: object, cure: str) -> InputError:
    """The first difference: names the file, the place in it, what was expected and what is there."""
    first = error.errors(include_url=False)[0]
    expected, there = first["msg"], first["input"]
    shown = f"the keys {', '.join(map(str, there))}" if isinstance(there, dict) else repr(there)
    reason = f"{expected[0].lower()}{expected[1:]}, found {shown if len(shown) <= 100 else f'{shown[:100]}…'}"
    return InputError(file, _place(first["loc"]), reason, cure)


def _place(steps: tuple[int | str, ...]) -> str:
    """``data[0].values[1].value``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
