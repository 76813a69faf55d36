"""The site of a small country, built once for all tests, served below a path as on any host, and a browser that watches what its pages do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.packages import checks
from pipelines.site.build import build
from tests.conftest import once
from tests.forms.page import browser
from tests.site import world
from tests.site.serving import serving

ADDRESS, CONTACT = "https://data.example.net/mubiao", "data@example.org"


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that readers see of the small country: the package of all its reports, and one of a single report with its text."""

    def publish(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            # frictionless takes as long as all else together; tests of packages use it.
            patch.setattr(checks, "MOST_ROWS_OF_FRICTIONLESS", -1)
            world.write(folder / "raw")
            world.publish(folder / "raw", folder / "published", folder / "store")

    return once(tmp_path_factory, "country", publish) / "published"


@pytest.fixture(scope="session")
def built(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its site. A test that changes it takes a copy."""
    return (
        once(
            tmp_path_factory,
            "built-site",
            lambda folder: build(country, folder / "site", address=ADDRESS, contact=CONTACT, workers=1),
        )
        / "site"
    )


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[str]:
    """The address of the site on a static server of this machine, with a slash at its end."""
    with serving(built) as address:
        yield address


@pytest.fixture(scope="session")
def kinds(built: Path) -> list[str]:
    """A page of each kind, as its path below the folder of a language."""
    pages = sorted(path.relative_to(built / "zh").as_posix() for path in (built / "zh").glob("*.html"))
    shown = {"r": "510100-2024.html", "place": "440000.html", "indicator": "gdp.html", "year": "2022.html"}
    return pages + [f"{folder}/{name}" for folder, name in shown.items()]


@pytest.fixture
def visit(chromium: Any, served: str) -> Iterator[Callable[..., Any]]:
    """Open a page of the site in a tab of its own; in the end no page may have left the site or broken its policy.

    ``visit("zh/index.html", width=375)``; further words are options of the browser's context; ``at`` is another place than the server.
    """
    watched = []

    def opened(path: str, *, width: int = 1280, at: str = served, **options: Any) -> Any:
        given = {"locale": "zh-CN" if path.startswith("zh") else "en-GB", "viewport": {"width": width, "height": 800}}
        context = chromium.new_context(**given | options)
        tab = context.new_page()
        watched.append((context, browser.watch(tab, inside=(*browser.INSIDE, served))))
        tab.goto(at + path)
        return tab

    yield opened
    faults = [fault for context, seen in watched for fault in seen() if context.close() is None]
    assert faults == []
