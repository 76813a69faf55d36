"""What is said of two sources that print different figures. Belongs here: the sentence. Does not: which figures differ (``outcomes``)."""

from collections.abc import Mapping

from pipelines.wording.numbers import counted
from schemas import codelists


def sources_differ(pair: Mapping[str, str], pairs: int, table: str) -> str:
    """One sentence about a pair that stands for all.

    Args:
        pair: a row of ``outcomes.disagreements``.
        pairs: how many there are.
        table: where all of them stand.
    """
    measure = codelists.labels("measure", "en")[pair["measure"]]
    what = f"{pair['region']} {pair['period']}, {pair['indicator']} ({measure})"
    figures = f"{pair['figure']} ({pair['source']}) and {pair['other_figure']} ({pair['other_source']})"
    return f"two sources differ: {what}: {figures}; {counted(pairs, 'pair')} in all: {table}"
