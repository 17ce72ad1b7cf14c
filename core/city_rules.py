"""Which of the city's values holds on a day. The law's defaults stand with the tables that ask."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from core.models import CityRule


def city_days(key: str, on: date) -> CityRule | None:
    """Return the rule in force on a day, or None where the law's default holds."""
    rules = CityRule.objects.filter(key=key, in_force_from__lte=on)
    return rules.order_by("-in_force_from").first()


def rules_on(day: date, known: Iterable[CityRule] | None = None) -> dict[str, CityRule]:
    """Return all rules in force on a day by key, read with one query; `known` are all there are,
    in the order of their days, for whoever asks about many days."""
    rules = all_rules().filter(in_force_from__lte=day) if known is None else known
    # The latest of a key comes last and stays.
    return {rule.key: rule for rule in rules if rule.in_force_from <= day}


def all_rules() -> QuerySet[CityRule]:
    """Return every rule there is or was, in the order of their days."""
    return CityRule.objects.order_by("in_force_from")
