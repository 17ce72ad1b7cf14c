from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.pages import StoryPage, listed
from core.workdays import city_day

PER_PAGE = 10


def _today() -> date:
    return city_day(timezone.now())


class NewsPage(StoryPage):
    """One piece of news or one notice, with the day it speaks of."""

    day = models.DateField(_("day"), default=_today)

    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "home/news_page.html"
    content_panels = [
        *StoryPage.content_panels[:1],
        FieldPanel("day"),
        *StoryPage.content_panels[1:],
    ]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["-day"], name="news_day")]


class NewsIndexPage(StoryPage):
    """All news of one language, the latest first, by year."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    cacheable_by = ("year", "page")
    max_count_per_parent = 1
    template = "home/news_index_page.html"

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        every = self.news()
        year = request.GET.get("year", "")
        chosen = (
            every.filter(day__year=int(year)) if year.isdecimal() and len(year) == 4 else every
        )
        context["years"] = [day.year for day in every.dates("day", "year", order="DESC")]
        context["year"] = int(year) if chosen is not every else None
        context["page_of_news"] = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
        return context

    def news(self) -> QuerySet[NewsPage]:
        return listed(NewsPage.objects.child_of(self)).order_by("-day", "-pk")
