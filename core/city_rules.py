"""Which of the city's values holds on a day. The law's defaults stand with the tables that ask."""

from datetime import date

from core.models import CityRule


def city_days(key: str, on: date) -> CityRule | None:
    """Return the rule in force on a day, or None where the law's default holds."""
    rules = CityRule.objects.filter(key=key, in_force_from__lte=on)
    return rules.order_by("-in_force_from").first()


def rules_on(day: date) -> dict[str, CityRule]:
    """Return all rules in force on a day by key, read with one query."""
    rules = CityRule.objects.filter(in_force_from__lte=day).order_by("in_force_from")
    return {rule.key: rule for rule in rules}  # the latest of a key comes last and stays
