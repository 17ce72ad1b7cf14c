"""The page before the form: what belongs here, which door is right, what happens by when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from casework.public import days_promised
from core.pagecache import cacheable
from core.workdays import city_day


@cacheable()
def start(request: HttpRequest) -> HttpResponse:
    days = days_promised(city_day(timezone.now()))
    return render(request, "petitions/start.html", {"days": days})
