from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models.proposal import Proposal
from hearings.choices import ChangeKind


class Change(Proposal):
    """Another date, cancellation, or the outcome that is to be published."""

    hearing = models.ForeignKey("hearings.Hearing", models.PROTECT, related_name="changes")
    kind = models.CharField(_("change"), max_length=12, choices=ChangeKind.choices)

    class Meta(Proposal.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                name="one_change_of_a_hearing_waits",
                fields=["hearing"],
                condition=Q(approved=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.hearing_id}"
