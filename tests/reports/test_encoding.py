"""Raw bytes are read in the encoding that they were written in, or refused in one sentence that names the place and the cure."""

import pytest
from opencc import OpenCC

from pipelines.reports.encoding import decode
from schemas.errors import InputError

TEXT = "2031年青禾市政府工作报告\n\n今年地区生产总值增长6.5%左右，城镇新增就业3万人以上。推进产业升级，建设现代化经济体系，加快发展。\n"
TRADITIONAL = OpenCC("s2t").convert(TEXT)


def refused(content: bytes) -> InputError:
    with pytest.raises(InputError) as error:
        decode(content, "2031.txt")
    assert error.value.file == "2031.txt" and "\n" not in str(error.value) and "UTF-8" in error.value.cure
    return error.value


@pytest.mark.parametrize("text", [TEXT, TRADITIONAL, "增长6%", "GDP 6%", "松岭晴雪、镜湖秋月、石桥烟柳"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_is_chinese_is_read_in_either_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "2031.txt")[0] == text


@pytest.mark.parametrize("times", [1, 40])
def test_big5_is_refused_and_named(times: int) -> None:
    assert "Big5" in refused((TRADITIONAL * times).encode("cp950", "ignore")).reason


@pytest.mark.parametrize(
    ("garbage", "named"),
    [
        (TEXT.encode().decode("gb18030", "replace"), "it was UTF-8, was read as GB18030, and saved again"),
        (TEXT.encode().decode("cp1252", "replace"), "it was UTF-8, was read as Windows-1252, and saved again"),
        (TEXT.encode("gb18030").decode("latin-1"), "it was GB18030"),
        (TEXT.encode("gb18030").decode("big5", "replace"), "the characters are none that a Chinese text consists of"),
    ],
)
def test_a_text_that_was_read_wrong_and_saved_again_is_refused(garbage: str, named: str) -> None:
    error = refused(garbage.encode())
    assert named in error.reason and error.place == "line 1"


def test_garbage_in_the_middle_of_a_text_is_refused_by_its_line() -> None:
    lines = 100
    garbage = TEXT.encode().decode("gb18030", "replace")
    error = refused((TEXT * lines + garbage * lines).encode())
    assert int(error.place.removeprefix("line ")) > lines


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_byte_that_is_none_is_named_in_the_encoding_of_the_rest(encoding: str) -> None:
    content = TEXT.encode(encoding)
    at = len(TEXT[:20].encode(encoding))
    error = refused(content[:at] + b"\xff" + content[at:])
    assert error.place == f"byte {at}" and encoding.upper() in error.reason


def test_a_text_that_lost_its_characters_is_refused() -> None:
    damaged = TEXT.replace("年", "\ufffd").replace("展", "\ufffd") * 4
    with pytest.raises(InputError, match=r"line 1: \d+ characters are lost"):
        decode(damaged.encode(), "2031.txt")
