from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel

from commitments import shown
from core.pages import StoryPage, listed
from core.workdays import city_day

from .commitment import Commitment


class CommitmentIndexPage(StoryPage):
    """All announced promises of one language, with filters that need no script."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["commitments.CommitmentPage"]
    max_count_per_parent = 1
    template = "commitments/index_page.html"

    class Meta:
        verbose_name = _("list of commitments")
        verbose_name_plural = _("lists of commitments")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = listed(CommitmentPage.objects.child_of(self))
        context |= shown.overview(pages, request.GET, city_day(timezone.now()))
        return context


class CommitmentPage(StoryPage):
    """The story of a promise in one language. What was promised stands in the row, never here:
    a copy has no row, a reverted revision keeps the one there is."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, editable=False, related_name="pages"
    )
    row_language = models.CharField(max_length=10, blank=True, editable=False)

    parent_page_types = ["commitments.CommitmentIndexPage"]
    subpage_types: list[str] = []
    is_creatable = False  # opened from its row, so that there is always one
    exclude_fields_in_copy = ["commitment", "row_language"]
    content_panels = [
        HelpPanel(
            heading=_("The commitment"), template="commitments/admin/row_panel.html"
        ),
        *StoryPage.content_panels,
    ]
    template = "commitments/page.html"

    class Meta:
        verbose_name = _("page of a commitment")
        verbose_name_plural = _("pages of commitments")
        constraints = [
            models.UniqueConstraint(
                name="one_page_of_a_commitment_and_language",
                fields=["commitment", "row_language"],
                condition=Q(commitment__isnull=False),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.live and not self.commitment_id:
            raise ValidationError(_("A copy tells of no commitment and cannot be published."))

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.locale_id:
            self.locale = self.get_default_locale()
        self.row_language = self.locale.language_code if self.commitment_id else ""
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> "CommitmentPage":
        page: CommitmentPage = super().with_content_json(content)
        page.commitment_id = self.commitment_id
        return page

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        row = Commitment.objects.with_record().filter(pk=self.commitment_id).first()
        context["commitment"] = row
        if row:
            context |= shown.one(row, city_day(timezone.now()))
        return context
