"""A version of a package can be cited as a line, in BibTeX and as CITATION.cff, with the original report beside it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import polars as pl
import pytest
import yaml

from pipelines.packages.definition import Owner, definitions
from pipelines.packages.metadata.citation import MOST_REPORTS, Citation, citation, upkeep
from schemas.errors import InputError
from tests.packages.conftest import definition, tables

DAY = date(2024, 3, 1)
REPORTS = tables()["reports"].filter(pl.col("region_code") == "650000")
KNOWN = Owner("Mubiao contributors", "https://example.org", "data@example.org", "https://example.org/published/")

# What the Citation File Format 1.2.0 asks of the keys that we use, in our own words; the output was checked once against the official schema.
NAMED = {"type": "object", "required": ["name"], "additionalProperties": False,
         "properties": {"name": {"type": "string", "minLength": 1}, "website": {"pattern": "^https?://"}, "email": {"pattern": r"^\S+@\S+\.\S{2,}$"}}}  # fmt: skip
NAMES = {"type": "array", "minItems": 1, "uniqueItems": True, "items": NAMED}
TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^(https|http|ftp|sftp)://.+"}
CFF = {
    "type": "object", "required": ["authors", "cff-version", "message", "title"], "additionalProperties": False,
    "properties": {
        "cff-version": {"const": "1.2.0"}, "message": TEXT, "type": {"enum": ["dataset", "software"]}, "title": TEXT, "abstract": TEXT,
        "authors": NAMES, "contact": NAMES, "version": TEXT, "date-released": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "license": {"enum": ["CC-BY-4.0", "MIT"]}, "url": ADDRESS, "keywords": {"type": "array", "minItems": 1, "items": TEXT},
        "references": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["authors", "title", "type"], "additionalProperties": False,
            "properties": {"authors": NAMES, "title": TEXT, "type": {"const": "government-document"}, "year": {"type": "integer"}, "url": ADDRESS},
        }},
    },
}  # fmt: skip


def cited(owner: Owner = KNOWN, reports: pl.DataFrame | None = REPORTS, **changed: Any) -> Citation:
    return citation(definition(owner=owner, **changed), "1.2.0", DAY, reports)


def test_the_short_form_names_package_and_version() -> None:
    assert cited().short == "Mubiao (2024), small-2023, version 1.2.0."


def test_the_long_form_names_owner_title_address_and_the_original_report() -> None:
    assert cited().long == (
        "Mubiao contributors (2024). *A small package* [小数据包]. Version 1.2.0. CC-BY-4.0. https://example.org/published/small-2023/1.2.0/. "
        "And the original: 新疆维吾尔自治区人民政府: 2023年政府工作报告, https://example.org/r."
    )


def test_many_originals_are_not_named_one_by_one() -> None:
    many = pl.concat([REPORTS] * (MOST_REPORTS + 1))
    assert cited(reports=many).long.endswith("And the original report, listed under Sources.")
    assert "references" not in yaml.safe_load(cited(reports=many).cff)


def test_bibtex_escapes_what_tex_would_take_for_a_command() -> None:
    told = cited(title_en="50% of {A} & B_1").bibtex
    assert told.splitlines()[0] == "@misc{small-2023-1.2.0,"
    assert r"  title = {{50\% of \{A\} \& B\_1}}," in told
    assert "  url = {https://example.org/published/small-2023/1.2.0/}" in told
    assert told.replace(r"\{", "").replace(r"\}", "").count("{") == told.replace(r"\{", "").replace(r"\}", "").count(
        "}"
    )


@pytest.mark.parametrize("owner", [KNOWN, Owner("Mubiao contributors")])
def test_citation_cff_is_valid_whether_or_not_the_owner_has_addresses(owner: Owner) -> None:
    told = yaml.safe_load(cited(owner).cff)
    jsonschema.Draft202012Validator(CFF).validate(told)
    assert told["version"] == "1.2.0" and told["date-released"] == "2024-03-01"
    assert told["references"][0]["authors"] == [{"name": "新疆维吾尔自治区人民政府"}]
    assert ("url" in told, "contact" in told) == (bool(owner.base_address), bool(owner.contact))


def test_the_nations_report_is_the_state_councils() -> None:
    nation = REPORTS.with_columns(region_code=pl.lit("100000"))
    assert "And the original: 国务院: " in cited(reports=nation).long


def test_the_software_has_a_citation_of_its_own_with_the_version_of_the_project() -> None:
    root = Path(__file__).resolve().parents[3]
    told = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(CFF).validate(told)
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert told["version"] == re.search(r'^version = "(.+)"$', project, re.MULTILINE)[1]  # type: ignore[index]


def test_readers_are_given_the_rule_of_revisions_and_only_what_the_owner_says_beyond_in_each_language() -> None:
    (revisions,) = upkeep(Owner("Mubiao contributors"), "en")
    assert revisions.startswith("- **Revisions**: A published version never changes.")
    (revisions,) = upkeep(Owner("Mubiao contributors"), "zh")
    assert revisions.startswith("- **修订**：")
    known = replace(KNOWN, next_update_en="After the next report, in March.", next_update_zh="下一份报告发布后，3月。")
    en, zh = upkeep(known, "en"), upkeep(known, "zh")
    assert en[0] == "- **Next update**: After the next report, in March."
    assert zh[0] == "- **下次更新**：下一份报告发布后，3月。"
    assert (en[-1], zh[-1]) == ("- **Contact**: data@example.org", "- **联系方式**：data@example.org")


def test_an_unknown_key_of_the_owner_is_named(tmp_path: Path) -> None:
    file = tmp_path / "definitions.toml"
    for entry in ('title = "x"\nfax = "1"', 'homepage = ""'):
        file.write_text(f"[owner]\n{entry}\n")
        with pytest.raises(InputError, match=r"owner: keys are missing or unknown: (fax|title)"):
            definitions(file)
