from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.workdays import city_day
from units import finder


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Show the network, or the part of it that has the words asked for."""
    words = request.GET.get("q", "").strip()[: finder.LONGEST]
    bureaus, groups = finder.search(words, city_day(timezone.now()))
    context = {
        "crumbs": [
            {"title": _("Home"), "url": reverse("wagtail_serve", args=[""])},
            {"title": _("Find your room")},
        ],
        "words": words,
        "bureaus": bureaus,
        "groups": groups,
        "count": sum(1 + len(group.rooms) for group in groups),
    }
    return render(request, "units/find.html", context)
