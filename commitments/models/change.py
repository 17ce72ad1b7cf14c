from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commitments.choices import ChangeKind
from core.models.proposal import Proposal


class Change(Proposal):
    """Another due day or target, completion or giving up."""

    commitment = models.ForeignKey(
        "commitments.Commitment", models.PROTECT, related_name="changes"
    )
    kind = models.CharField(_("change"), max_length=12, choices=ChangeKind.choices)

    class Meta(Proposal.Meta):
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        constraints = [
            *Proposal.Meta.constraints,
            models.UniqueConstraint(
                name="one_change_waits_for_a_decision",
                fields=["commitment"],
                condition=Q(approved=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.commitment_id}"
