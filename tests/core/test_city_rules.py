from datetime import date

import pytest
from django.db import IntegrityError

from core.city_rules import city_days, rules_on
from core.models import CityRule


def decide(key: str, value: int, in_force_from: str) -> CityRule:
    return CityRule.objects.create(
        key=key,
        value=value,
        in_force_from=in_force_from,
        decided_by="义马市人民政府",
        document="义政〔2026〕1号（示例）",
    )


@pytest.fixture
def rules(db):
    decide("register", 10, "2026-01-01")
    decide("register", 7, "2026-07-01")
    decide("reply", 45, "2026-03-01")


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2025-12-31", None),
        ("2026-01-01", 10),
        ("2026-06-30", 10),
        ("2026-07-01", 7),
        ("2027-01-01", 7),
    ],
)
def test_the_latest_rule_in_force_holds(rules, day, value):
    rule = city_days("register", date.fromisoformat(day))

    assert (rule and rule.value) == value


def test_all_rules_of_a_day_are_read_with_one_query(rules, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = rules_on(date(2026, 4, 1))

    assert {key: rule.value for key, rule in found.items()} == {"register": 10, "reply": 45}


@pytest.mark.parametrize(("value", "in_force_from"), [(9, "2026-01-01"), (0, "2026-02-01")])
def test_a_rule_is_positive_and_one_a_day(rules, value, in_force_from):
    with pytest.raises(IntegrityError):
        decide("register", value, in_force_from)
