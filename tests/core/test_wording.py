"""What must not stand on a public page is found and named."""

import pytest

from core.wording import Rule, findings

RULES = [
    Rule("土地征用", "土地征收", stops=True),
    Rule("重复户", "", stops=True),
    Rule("示例市长", "市委副书记、市长（示例）", stops=False),
]


@pytest.mark.parametrize(
    ("text", "said", "stops"),
    [
        ("公告：土地征用补偿方案", "write “土地征收”", True),
        ("他是重复户。", "not used on public pages", True),
        ("示例市长到村里接访", "市委副书记、市长（示例）", False),
        ("证号 11010519491231002X 的居民", "002X", True),
        ("请打 13800138000", "13800138000", True),
    ],
)
def test_each_finding_says_what_and_whether_it_stops(text, said, stops):
    (found,) = findings(text, RULES)
    assert said in found.sentence
    assert found.stops is stops


@pytest.mark.parametrize(
    "text",
    [
        "土地征收补偿方案",
        "电话 0398-0000101",
        "编号 YM2026-483107-5",
        "项目代码 110105194912310021",  # eighteen digits, but no identity number
        "共 138001380001 元",  # longer than a mobile number
    ],
)
def test_what_is_harmless_is_left_alone(text):
    assert findings(text, RULES) == []


def test_an_identity_number_is_never_repeated_whole():
    (found,) = findings("11010519491231002X", [])
    assert "11010519491231" not in found.sentence
