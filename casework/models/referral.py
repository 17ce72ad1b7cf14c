from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.choices import ReferralKind


class Referral(models.Model):
    """A matter passing from one unit to another; each is one hop the resident sees."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="referrals")
    kind = models.CharField(_("kind"), max_length=16, choices=ReferralKind.choices)
    from_unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    # An assignment names the day its report is due (Art 22(3)).
    report_due_on = models.DateField(_("report due on"), null=True, blank=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="assignment_has_a_report_date_art_22",
                condition=~Q(kind=ReferralKind.ASSIGN) | Q(report_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="only_another_procedure_lies_outside",
                condition=Q(kind=ReferralKind.LEAD_ELSEWHERE) | Q(to_unit__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.to_unit_id}"
