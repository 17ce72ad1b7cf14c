"""What two people decide about something announced: one asks, another approves or refuses."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import ActFailed
from core.generation import renew_on_commit


class Proposal(models.Model):
    """Asked for with a reason, decided by somebody else, shown to the public when approved.
    Never edited, never deleted."""

    before = models.CharField(gettext_lazy("before"), max_length=40, blank=True)
    after = models.CharField(gettext_lazy("after"), max_length=40, blank=True)
    reason = models.TextField(gettext_lazy("reason"), max_length=500)
    reason_en = models.TextField(gettext_lazy("reason in English"), max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=gettext_lazy("asked by"),
    )
    asked_at = models.DateTimeField(gettext_lazy("asked at"), default=now)
    approved = models.BooleanField(gettext_lazy("approved"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=gettext_lazy("decided by"),
    )
    # The post in which it was decided, for the public: posts are named, persons are not.
    decided_as = models.CharField(gettext_lazy("post of who decided"), max_length=120, blank=True)
    decided_on = models.DateField(gettext_lazy("decided on"), null=True)

    class Meta:
        abstract = True
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_decided_by_another",
                condition=Q(approved=None, decided_by=None, decided_on=None)
                | (
                    Q(approved__isnull=False, decided_by__isnull=False, decided_on__isnull=False)
                    & ~Q(decided_by=F("asked_by"))
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_a_reason", condition=~Q(reason="")
            ),
        ]

    def settle(self, *, approve: bool, by: models.Model, post: str, on: date) -> None:
        """Write the decision. Raises ActFailed when somebody else was first."""
        waiting = type(self)._base_manager.filter(pk=self.pk, approved=None)
        settled = waiting.update(approved=approve, decided_by=by, decided_as=post, decided_on=on)
        if not settled:
            raise ActFailed(_("Somebody else has decided on this already."))
        renew_on_commit()  # pages show it from now on
