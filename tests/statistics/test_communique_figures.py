"""Which figures of a communiqué are read, and under which name."""

from pipelines.statistics.communiques import Communique, observations
from pipelines.targets.extract import extract

COMMUNIQUE = Communique("100000", 2023, "公报", "2024-02-29", "https://example.org", "0123456789abcdef" * 4)


def figures(text: str) -> list[tuple[str, str, str, str]]:
    statements = extract(text, "100000", 2024, looks_back=True)
    rows = observations(COMMUNIQUE, statements, text)
    return [(row["indicator"], row["measure"], row["value"], row["unit"]) for row in rows]


def test_new_jobs_are_not_the_net_rise_of_those_employed() -> None:
    text = "其中城镇就业人员900万人，净增加40万人，新增加60万人。"
    assert figures(text) == [("城镇新增就业", "amount", "60", "万人")]


def test_those_newly_registered_are_not_those_that_there_are() -> None:
    assert figures("全年新登记市场主体20万户，年末市场主体总数达300万户。") == [("市场主体", "amount", "300", "万户")]


def test_level_with_the_year_before_is_a_growth_of_nothing_and_a_share_does_not_grow() -> None:
    assert figures("万元GDP能耗1.4吨标准煤，与上年持平。")[1:] == [("万元GDP能耗", "growth", "0", "%")]
    assert ("城镇登记失业率", "growth", "0", "%") not in figures("年末城镇登记失业率为4.2%，与上年持平。")


def test_an_average_of_the_year_is_of_the_year() -> None:
    assert figures("居民消费价格一季度上涨3%，全年平均上涨2%。") == [("居民消费价格", "growth", "2", "%")]


def test_a_growth_that_might_be_taken_for_an_index_is_said_to_be_exact() -> None:
    statements = extract(
        "新能源汽车产量12万辆，比上年增长80.5%。钢材产量90万吨，增长8.5%。", "100000", 2024, looks_back=True
    )
    bounds = {row["value"]: row["value_bound"] for row in observations(COMMUNIQUE, statements, "")}
    assert (bounds["80.5"], bounds["8.5"]) == ("exact", "")
