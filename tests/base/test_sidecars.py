"""A file and the sidecar that says where it is from."""

from pathlib import Path

import pytest

from pipelines.base import sidecars
from schemas.errors import InputError


def test_what_is_put_into_a_sidecar_is_read_from_it_with_the_hash_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "below" / "2023.html"
    cells: dict[str, str | int] = {"title": 'a "quoted"\n报告 \\ ', "year": 2023}
    sidecars.put(path, b"page", cells, "As it came.")
    assert path.read_bytes() == b"page"
    assert sidecars.read(path, "") == {**cells, "sha256": sidecars.sha256(b"page")}
    assert path.with_suffix(".toml").read_text(encoding="utf-8").startswith("# As it came.\n")
    assert sorted(file.name for file in path.parent.iterdir()) == ["2023.html", "2023.toml"]


def test_where_either_cannot_be_written_both_old_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "2023.html"
    sidecars.put(path, b"good", {"year": 2023})
    with pytest.raises(UnicodeEncodeError):
        sidecars.put(path, b"bad", {"title": "\ud800"})
    assert path.read_bytes() == b"good"
    assert sidecars.read(path, "")["sha256"] == sidecars.sha256(b"good")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["2023.html", "2023.toml"]


@pytest.mark.parametrize("content", [b"title =", b"\xff"])
def test_a_sidecar_that_is_no_toml_is_an_error_with_its_cure(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "2023.toml").write_bytes(content)
    with pytest.raises(InputError, match=r"2023.toml: the sidecar is no TOML: .* Mend it"):
        sidecars.read(tmp_path / "2023.html", "Mend it")
