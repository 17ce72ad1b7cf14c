from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments import shown
from core.pages import StoryPage, listed
from core.record_pages import RecordPage
from core.workdays import city_day

from .commitment import Commitment


class CommitmentIndexPage(StoryPage):
    """All announced promises of one language, with filters that need no script."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["commitments.CommitmentPage"]
    cacheable_by = ("status", "year")
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


class CommitmentPage(RecordPage):
    """The story of a promise in one language."""

    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, editable=False, related_name="pages"
    )

    record_name = "commitment"
    exclude_fields_in_copy = ["commitment", "row_language"]
    parent_page_types = ["commitments.CommitmentIndexPage"]
    subpage_types: list[str] = []
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        row = Commitment.objects.with_record().filter(pk=self.commitment_id).first()
        context["commitment"] = row
        if row:
            context |= shown.one(row, city_day(timezone.now()))
        return context
