"""Every link of the documents leads to what is there."""

from pathlib import Path

import pytest

from tools.docs import links

PATHS = links.files()


@pytest.mark.parametrize("page", links.documents(PATHS))
def test_links_of_a_page_lead_to_files_and_headings_that_are_there(page: str) -> None:
    assert list(links.broken(page, PATHS)) == []


GUIDE = """# Guide
[there](docs/a.md) [its part](docs/a.md#part-two) [twice](docs/a.md#part-two-1) [folder](docs) [here](#guide) [web](https://example.org/x#y)
"""
PART = "# A\n\n## `Part` two\n\n## Part two\n\n[up](../guide.md#guide)\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "guide.md").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "docs" / "a.md").write_text(PART, encoding="utf-8")
    return tmp_path


def test_good_links_say_nothing(root: Path) -> None:
    paths = ["guide.md", "docs/a.md"]
    assert [fault for page in paths for fault in links.broken(page, paths, root)] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[gone](docs/b.md)", "guide.md: docs/b.md leads to no file of the repository"),
        ("![picture](docs/b.png)", "guide.md: docs/b.png leads to no file of the repository"),
        ("[out](../docs/a.md)", "guide.md: ../docs/a.md leads to no file of the repository"),
        ("[part](docs/a.md#part-three)", "guide.md: docs/a.md#part-three leads to no heading of docs/a.md"),
        ("[part](#part)", "guide.md: #part leads to no heading of guide.md"),
        ("See `tools/gone.py`.", "guide.md: `tools/gone.py` is no file of the repository"),
        ("Call /home/ann/mubiao/run.", "guide.md: /home/ann/mubiao/run. is a path of one machine"),
        ("| cell |\n|---|\n| [gone](docs/b.md) |", "guide.md: docs/b.md leads to no file of the repository"),
    ],
)
def test_a_link_that_leads_nowhere_is_named_with_its_page(root: Path, line: str, fault: str) -> None:
    (root / "guide.md").write_text(f"{GUIDE}\n{line}\n", encoding="utf-8")
    assert list(links.broken("guide.md", ["guide.md", "docs/a.md"], root)) == [fault]


def test_a_link_in_code_is_no_link(root: Path) -> None:
    (root / "guide.md").write_text("`[gone](b.md)`\n\n```md\n[gone](b.md)\n```\n", encoding="utf-8")
    assert list(links.broken("guide.md", ["guide.md"], root)) == []
