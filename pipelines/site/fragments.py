"""Addresses that open a report at a clause, by its first and its last characters. Belongs here: how they are written (the WICG's text fragments).

Does not: which characters those are (``schemas.anchors``). The script of a report's page writes the same for rows that it draws.
"""

from urllib.parse import quote

from pipelines.forms.templates import web_address


def landing(address: str | None, start: str | None, end: str | None) -> str | None:
    """The address of a clause in a page: ``address#:~:text=start,end``; of the page alone where no characters are known.

    A fragment that an address has already is kept, and the directive stands behind it.

    Args:
        address: of the page; None where it is not known.
        start: the first characters of the clause.
        end: its last; None where ``start`` has all of it.

    Returns:
        None for what is no address of the web.
    """
    page = web_address(address)
    if page is None or not start:
        return page
    parts = ",".join(_part(text) for text in (start, end) if text)
    return f"{page}{'' if '#' in page else '#'}:~:text={parts}"


def _part(text: str) -> str:
    """Percent-encoded where a sign means something in an address; a hyphen too, which a text directive gives another meaning.

    Chinese stays as it is, which browsers encode themselves: encoded it is three times as long, and there are tens of thousands of these.
    """
    return "".join(quote(sign, safe="") if sign.isascii() else sign for sign in text).replace("-", "%2D")
