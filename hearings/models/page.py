from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.pages import StoryPage, listed
from core.record_pages import RecordPage
from core.workdays import city_day
from hearings import shown

from .hearing import Hearing


class HearingIndexPage(StoryPage):
    """All announced hearings of one language, those to come first."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["hearings.HearingPage"]
    cacheable_by = ("stage", "year")
    max_count_per_parent = 1
    template = "hearings/index_page.html"

    class Meta:
        verbose_name = _("list of hearings")
        verbose_name_plural = _("lists of hearings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = listed(HearingPage.objects.child_of(self))
        context |= shown.overview(pages, request.GET, city_day(timezone.now()))
        return context


class HearingPage(RecordPage):
    """The story of a hearing in one language: what it is about, drafts, documents."""

    hearing = models.ForeignKey(
        Hearing, models.PROTECT, null=True, editable=False, related_name="pages"
    )

    record_name = "hearing"
    exclude_fields_in_copy = ["hearing", "row_language"]
    parent_page_types = ["hearings.HearingIndexPage"]
    subpage_types: list[str] = []
    template = "hearings/page.html"

    class Meta:
        verbose_name = _("page of a hearing")
        verbose_name_plural = _("pages of hearings")
        constraints = [
            models.UniqueConstraint(
                name="one_page_of_a_hearing_and_language",
                fields=["hearing", "row_language"],
                condition=Q(hearing__isnull=False),
            ),
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        row = Hearing.objects.with_record().filter(pk=self.hearing_id).first()
        context["hearing"] = row
        if row:
            context |= shown.one(row, city_day(timezone.now()))
        return context
