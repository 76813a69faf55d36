"""The small package of the tests of packages, for what is done to packages."""

from tests.packages.conftest import (  # noqa: F401
    checked_as_if_long,
    first,
    folder,
    published,
    published_once,
)
