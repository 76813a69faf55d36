from pipelines.measuring.coverage import count
from pipelines.targets.extract import extract


def test_the_share_with_a_code_is_told_by_measure_and_the_names_without_one_are_listed() -> None:
    rows = extract(
        "地区生产总值增长6%，甲乙丙丁度增长3%。新建甲乙丙丁馆20个，新建甲乙丙丁馆5个，居民收入与经济增长同步。",
        "620000",
        2024,
    )
    coverage = count(rows)
    assert coverage.shares() == [("growth", 1, 2), ("change", 0, 0), ("ratio", 0, 0), ("amount", 0, 2), ("all", 1, 4)]
    assert coverage.unlinked.most_common(1) == [(("甲乙丙丁馆", "个"), 2)]
