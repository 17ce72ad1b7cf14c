from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.query import PageQuerySet

from commitments.models import CommitmentPage
from commitments.shown import in_brief as commitments_in_brief
from core.calendar import city_calendar
from core.pages import BasePage, listed
from core.record_pages import RecordPage
from core.workdays import city_day
from hearings.models import HearingPage
from hearings.shown import in_brief as hearings_in_brief
from home.agenda import agenda
from reporting.wording import last_month

MOST_SHOWN = 3


class HomePage(BasePage):
    """The first page of one language. It stands at the root of the site."""

    intro = models.CharField(
        _("sentence under the headline"),
        max_length=300,
        blank=True,
        help_text=_("Leave empty for the usual sentence."),
    )

    parent_page_types = ["wagtailcore.Page"]
    cacheable_by = ()
    max_count = len(settings.LANGUAGES)
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def clean(self) -> None:
        super().clean()
        others = HomePage.objects.filter(locale=self.locale_id).exclude(pk=self.pk)
        if self.locale_id and others.exists():
            raise ValidationError(_("There is a home page in this language already."))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        today = city_day(timezone.now())
        context["figures"] = last_month(today)
        context["agenda"] = agenda(today, city_calendar())
        context["hearings"] = hearings_in_brief(self._told_by(HearingPage), today, MOST_SHOWN)
        context["commitments"] = commitments_in_brief(
            self._told_by(CommitmentPage), today, MOST_SHOWN
        )
        return context

    def crumbs(self, request: HttpRequest) -> list[dict[str, str]]:
        return []  # nothing stands above the first page

    def _told_by(self, page_class: type[RecordPage]) -> PageQuerySet:
        """The pages of a kind in the language of this page."""
        return listed(page_class.objects.filter(locale=self.locale_id))
