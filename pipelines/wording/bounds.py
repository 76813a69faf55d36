"""The words and signs for a bound (exact, about, at_least, at_most) of a set number and of a published one.

Belongs here: the words. Does not: what a bound does to a verdict (``outcomes/verdict.sql``).
"""

# After a number; before one.
AFTER_ZH = {"exact": "", "about": "左右", "at_least": "以上", "at_most": "以内"}
BEFORE_ZH = {"exact": "", "about": "约", "at_least": "至少", "at_most": "至多"}
AFTER_EN = {"exact": "", "about": "", "at_least": " or more", "at_most": " or less"}
BEFORE_EN = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
SIGNS = {"exact": "", "about": "≈ ", "at_least": "≥ ", "at_most": "≤ "}


def turned(words: dict[str, str]) -> dict[str, str]:
    """Words for the bounds of a fall, which is printed without its sign: a fall by 3%以上 is at most -3."""
    return words | {"at_least": words["at_most"], "at_most": words["at_least"]}
