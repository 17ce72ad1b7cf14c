from django.urls import path

from hearings.feeds import HearingFeed, calendar

app_name = "hearings_public"

urlpatterns = [
    path("calendar.ics", calendar, name="calendar"),
    path("feed/", HearingFeed(), name="feed"),
]
