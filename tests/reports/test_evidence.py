"""The weighing: what weighs most is right, each witness counts once an answer, and who contradicts is kept."""

from pipelines.reports.evidence import REGION_WEIGHTS, SPOKEN, YEAR_WEIGHTS, Evidence, weigh

WEIGHTS = {"day": 4, "title": 3, "aims": 2, "years in the text": 1, "party meetings": 1}


def test_the_answer_with_the_greatest_sum_is_right_and_its_witnesses_are_named_the_weightiest_first() -> None:
    heard = [
        Evidence("aims", 2004),
        Evidence("title", 2003),
        Evidence("years in the text", 2004),
        Evidence("aims", 2004),
    ]
    assert weigh(heard, WEIGHTS).answer == 2004, "three against three: the answer that was said first"
    finding = weigh([Evidence("day", 2004), *heard], WEIGHTS)
    assert (finding.answer, finding.by) == (2004, "day, aims, years in the text")
    assert finding.against == (Evidence("title", 2003),)


def test_a_witness_that_says_one_thing_twice_counts_once() -> None:
    assert weigh([Evidence("title", 1), Evidence("aims", 2), Evidence("aims", 2)], WEIGHTS).answer == 1


def test_nobody_who_speaks_is_no_answer() -> None:
    assert weigh([Evidence("title", None)], WEIGHTS) == (None, None, ())


def test_one_light_witness_alone_is_no_answer_and_two_are_one() -> None:
    light = [Evidence("party meetings", 2018), Evidence("years in the text", 2018)]
    assert weigh(light[:1], WEIGHTS).answer is None
    assert weigh(light, WEIGHTS).answer == 2018


def test_light_evidence_against_a_heavy_answer_is_not_told() -> None:
    assert weigh([Evidence("day", 2004), Evidence("years in the text", 1998)], WEIGHTS).against == ()


def test_a_folder_outweighs_any_one_thing_that_a_text_says_and_raw_and_sidecar_outweigh_all_of_them() -> None:
    outside = {"raw", "sidecar", "folder", "file name", "front matter"}
    within = {name: weight for name, weight in REGION_WEIGHTS.items() if name not in outside}
    assert REGION_WEIGHTS["folder"] > max(within.values())
    for weights in (REGION_WEIGHTS, YEAR_WEIGHTS):
        assert weights["sidecar"] > sum(weight for name, weight in weights.items() if name not in outside)
        assert weights["raw"] > sum(weight for name, weight in weights.items() if name != "raw")
    assert set(REGION_WEIGHTS) | set(YEAR_WEIGHTS) >= SPOKEN
