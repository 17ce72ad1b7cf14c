from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from commitments.choices import ChangeKind


class Change(models.Model):
    """Another due day or target, completion or giving up: asked for with a reason, decided by
    somebody else, and shown on the page when approved. Never edited, never deleted."""

    commitment = models.ForeignKey(
        "commitments.Commitment", models.PROTECT, related_name="changes"
    )
    kind = models.CharField(_("change"), max_length=12, choices=ChangeKind.choices)
    before = models.CharField(_("before"), max_length=20, blank=True)
    after = models.CharField(_("after"), max_length=20, blank=True)
    reason = models.TextField(_("reason"), max_length=500)
    reason_en = models.TextField(_("reason in English"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=now)
    approved = models.BooleanField(_("approved"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    # The post in which it was decided, for the public: posts are named, persons are not.
    decided_as = models.CharField(_("post of who decided"), max_length=120, blank=True)
    decided_on = models.DateField(_("decided on"), null=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_change_waits_for_a_decision",
                fields=["commitment"],
                condition=Q(approved=None),
            ),
            models.CheckConstraint(
                name="change_is_decided_by_another",
                condition=Q(approved=None, decided_by=None, decided_on=None)
                | (
                    Q(approved__isnull=False, decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="change_has_a_reason", condition=~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.commitment_id}"
