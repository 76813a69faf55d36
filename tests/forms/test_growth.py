"""What is said of growth targets by period is counted from the table of headlines, with its denominators."""

import polars as pl

from pipelines.forms.growth import by_period, sentence

REGIONS = pl.DataFrame({"region_code": ["110000", "110100"], "level": ["province", "prefecture"]})


def headline(counts: dict[int, tuple[int, int]], region: str = "110100") -> pl.DataFrame:
    """Growth targets of a government: year -> how many were met, and of how many judged; and one of each year on hold."""
    rows = [
        {"region_code": region, "year": year, "headline": "gdp", "status": status}
        for year, (met, judged) in counts.items()
        for status in ("met",) * met + ("missed",) * (judged - met) + ("held",)
    ]
    return pl.DataFrame(rows)


def test_shares_of_targets_met_are_told_by_period_with_their_denominators() -> None:
    tables = {"headline": headline({2012: (27, 30), 2013: (10, 20), 2019: (5, 10), 2020: (8, 25)}), "regions": REGIONS}
    assert [(each.met, each.judged) for each in by_period(tables)] == [(27, 30), (15, 30), (8, 25)]
    assert sentence(tables) == {
        "zh": "经济增长目标：2012年及以前90%实现（30项中27项），2013—2019年50%实现（30项中15项），2020年以来32%实现（25项中8项）。",
        "en": "Growth targets: 90% met up to 2012 (27 of 30), 50% in 2013–2019 (15 of 30) and 32% since 2020 (8 of 25).",
    }


def test_provinces_are_told_by_themselves_where_they_are_enough() -> None:
    of_both = [headline({2010: (20, 20), 2015: (20, 40), 2021: (5, 50)}, region) for region in ("110000", "110100")]
    said = sentence({"headline": pl.concat(of_both), "regions": REGIONS})
    assert said is not None
    assert said["en"].endswith(
        "Provinces alone: 100% met up to 2012 (20 of 20), 50% in 2013–2019 (20 of 40) and 10% since 2020 (5 of 50)."
    )
    assert "只看省级政府：2012年及以前100%实现（20项中20项）" in said["zh"]


def test_of_few_targets_no_share_is_told() -> None:
    assert sentence({"headline": headline({2012: (27, 30), 2015: (10, 19), 2020: (8, 25)}), "regions": REGIONS}) is None
    assert sentence({}) is None
