from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.calendar import city_calendar
from core.pages import BasePage
from core.workdays import city_day
from home.agenda import agenda
from reporting.wording import last_month


class HomePage(BasePage):
    """The first page of one language. It stands at the root of the site."""

    intro = models.CharField(
        _("sentence under the headline"),
        max_length=300,
        blank=True,
        help_text=_("Leave empty for the usual sentence."),
    )

    parent_page_types = ["wagtailcore.Page"]
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
        return context
