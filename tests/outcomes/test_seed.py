"""What became of the 33 targets of the bundled report, worked out by hand from the method and the bundled figures."""

from collections.abc import Mapping

import polars as pl

VERDICTS = {
    "地区生产总值": ("6.8", "met"), "规模以上工业增加值": ("6.4", "missed"), "固定资产投资": ("12.4", "met"), "社会消费品零售总额": ("18.8", "met"),
    "进出口总额": ("45.9", "met"), "一般公共预算收入": ("15.3", "met"), "城镇居民人均可支配收入": ("5.6", "missed"),
    "农村居民人均可支配收入": ("8.4", "met"), "棉花产量": ("511.2", "met"), "果品产量": ("1378", "not_comparable"), "蔬菜产量": ("1600", "met"),
    "肉产量": ("9.4", "missed"), "奶产量": ("4.6", "missed"), "禽蛋产量": ("4.3", "met"), "原油产量": ("3270.1", "near"), "天然气产量": ("417.3", "near"),
    "接待游客": ("2.654403", "met"), "全社会研发投入": ("27", "missed"), "城镇新增就业人数": ("48.2", "met"), "各类职业技能培训": ("193.21", "met"),
    "居民消费价格": ("0", "met"), "老旧小区": ("1152", "met"), "城镇老旧小区改造惠及居民": ("21.91", "met"), "“煤改电”二期改造": ("27.95", "met"),
}  # fmt: skip
NO_DATA = {
    "城镇调查失业率", "农村劳动力外出务工", "“新疆建筑工匠”培训", "“新疆建筑工匠”就业", "基本养老保险参保率", "基本医疗保险参保率",
    "保障性租赁住房", "公租房", "棚户区改造开工建设",
}  # fmt: skip


def test_every_target_with_a_figure_is_judged_and_nine_have_none(seed_tables: Mapping[str, pl.DataFrame]) -> None:
    rows = seed_tables["targets"].join(seed_tables["outcomes"], on="target_id").to_dicts()
    judged = {
        row["indicator"]: (f"{row['actual'].normalize():f}", row["status"]) for row in rows if row["actual"] is not None
    }
    assert judged == VERDICTS
    assert {row["indicator"] for row in rows if row["status"] == "no_data"} == NO_DATA
    assert len(VERDICTS) + len(NO_DATA) == 33
    assert all(row["statistic_id"] for row in rows if row["status"] in ("met", "near", "missed"))
