import pytest

from petitions_public.numerals import read_number


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", "12"),
        (" １２ ", "12"),
        ("012", "12"),
        ("0", "0"),
        ("零", "0"),
        ("〇", "0"),
        ("五", "5"),
        ("两", "2"),
        ("十", "10"),
        ("十二", "12"),
        ("一十二", "12"),
        ("二十", "20"),
        ("二十一", "21"),
        ("九十九", "99"),
        ("一百", "100"),
        ("一百零一", "101"),
        ("贰拾壹", "21"),
        ("twelve", "12"),
        ("Twenty-One", "21"),
        ("星期日", "7"),
        ("周三", "3"),
        ("礼拜天", "7"),
        ("星期4", "4"),
        ("Friday", "5"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str, read: str) -> None:
    assert read_number(typed) == read


@pytest.mark.parametrize("typed", ["", "apples", "十十", "PASSED", "3x4", "一二三"])
def test_what_is_no_number_is_no_number(typed: str) -> None:
    assert not read_number(typed).isdigit()
