"""The one way in which bad input is reported: file, place, reason and cure in a single sentence."""


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
        super().__init__(f"{where}: {reason}. {cure}")

    def __reduce__(self) -> tuple[type["InputError"], tuple[str, str, str, str]]:
        """The arguments, by which an error that a process of a pool meets reaches who waits for it."""
        return type(self), (self.file, self.place, self.reason, self.cure)


class ContractError(InputError):
    """A table as a whole breaks its contract: a column is missing, extra or of the wrong type, or a key repeats."""
