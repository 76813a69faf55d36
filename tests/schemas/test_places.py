"""A place is read as people write it, and where it is none, or several, the codes are printed that may have been meant."""

import pytest

from schemas.codelists import places
from schemas.errors import InputError


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("620100", "620100"),
        ("620100000000", "620100"),
        ("６２０１００", "620100"),
        ("兰州市", "620100"),
        ("兰州", "620100"),
        ("兰 州", "620100"),
        ("甘肃省兰州市", "620100"),
        ("甘肃兰州", "620100"),
        ("辽宁省大连市", "210200"),
        ("凉山州", "513400"),
        ("四川省凉山州", "513400"),
        ("广西自治区", "450000"),
        ("肃北县", "620923"),
        ("全国", "100000"),
        ("北京市朝阳区", "110105"),
        ("甘肃省兰州市城关区", "620102"),
    ],
)
def test_a_place_is_known_by_code_name_short_name_and_path(written: str, code: str) -> None:
    assert places.codes(written) == (code,)


@pytest.mark.parametrize(("written", "code"), [("吉林", "220000"), ("海南", "460000"), ("吉林省吉林", "220200")])
def test_a_short_name_is_that_of_the_highest_region_that_bears_it(written: str, code: str) -> None:
    assert places.code(written) == code


def test_a_name_that_several_share_is_none_of_them_and_all_are_printed() -> None:
    assert places.code("朝阳区") is None
    with pytest.raises(InputError, match="raw/朝阳区: '朝阳区' may be 110105 北京市朝阳区 or 220104 长春市朝阳区"):
        places.known("朝阳区", "raw/朝阳区")


@pytest.mark.parametrize(
    ("written", "nearest"),
    [
        ("兰州新区", "620100 兰州市"),
        ("兰州市人民政府", "620100 兰州市"),
        ("新彊", "650000 新疆维吾尔自治区, "),
        ("620199", "620100 兰州市 or 620000 甘肃省"),
        ("110228", "110118 北京市密云区"),
    ],
)
def test_a_place_that_is_not_known_is_refused_with_the_codes_of_what_is_most_like_it(
    written: str, nearest: str
) -> None:
    with pytest.raises(InputError) as error:
        places.known(written, "--region")
    assert f"'{written}' is no region that is known; nearest to it: {nearest}" in str(error.value)
    assert "six-digit code of GB/T 2260" in str(error.value)


@pytest.mark.parametrize("written", ["", "下载", "999999", "0", "xyz"])
def test_what_is_like_no_place_is_refused_without_a_guess(written: str) -> None:
    reason, _ = places.doubt(written)
    assert reason == f"{written!r} is no region that is known"
