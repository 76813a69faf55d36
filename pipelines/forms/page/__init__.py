"""The self-contained pages: one a package, and the list of packages. Sources in src/, built into bundle/ by ``make page``.

Belongs here: HTML for people. Does not: which rows (``contents``), when it is written (``publish``).
"""

from pipelines.forms.page.index import index
from pipelines.forms.page.package import page
from pipelines.packages.listing import Listed

__all__ = ["Listed", "index", "page"]
