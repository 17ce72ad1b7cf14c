"""The page before the form: what belongs here, which door is right, what happens by when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.city_rules import rules_on
from core.workdays import city_day

# The days of the law and of the house; the city's own rules take their place.
_DAYS = {"register": 1, "refer": 4, "notify": 15, "handle": 60}


def start(request: HttpRequest) -> HttpResponse:
    rules = rules_on(city_day(timezone.now()))
    days = {
        kind: rules[f"limit.{kind}"].value if f"limit.{kind}" in rules else usual
        for kind, usual in _DAYS.items()
    }
    return render(request, "petitions/start.html", {"days": days})
