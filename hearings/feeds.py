"""Hearings for those who follow them: as a feed, and as a calendar to subscribe to."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from core.feeds import PageFeed
from core.pages import listed
from hearings.models import HearingPage

LASTS = timedelta(hours=2)
KEPT = timedelta(days=366)  # how long past hearings stay in the calendar


class HearingFeed(PageFeed):
    page_class = HearingPage
    section = "hearings"
    title = gettext_lazy("Hearings")
    subtitle = gettext_lazy("Notices and outcomes")


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Announced hearings of the last year and all to come; a cancelled one stays as cancelled."""
    book = Calendar()
    book.add("prodid", "-//Lianxinqiao//Hearings//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("Hearings"))
    told = HearingPage.objects.filter(
        locale__language_code=get_language(),
        hearing__announced_at__isnull=False,
        hearing__held_at__gte=timezone.now() - KEPT,
    ).select_related("hearing")
    for page in listed(told).order_by("hearing__held_at"):
        book.add_component(_event(page, request))
    response = HttpResponse(book.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="hearings.ics"'
    return response


def _event(page: HearingPage, request: HttpRequest) -> Event:
    row = page.hearing
    event = Event()
    event.add("uid", f"{row.uuid}@hearings")
    event.add("summary", page.title)
    event.add("description", page.summary)
    event.add("dtstart", row.held_at)
    event.add("dtend", row.held_at + LASTS)
    event.add("dtstamp", row.announced_at)
    event.add("sequence", row.version)
    event.add("location", row.place)
    event.add("url", request.build_absolute_uri(page.get_url(request)))
    event.add("status", "CANCELLED" if row.cancelled_on else "CONFIRMED")
    return event
