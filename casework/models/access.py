from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from casework.choices import Access


class AccessLog(models.Model):
    """Who opened what of whom, and why, where a reason is asked for."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="accesses")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    what = models.CharField(_("what"), max_length=10, choices=Access.choices)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        indexes = [models.Index(fields=["case", "at"], name="access_case_at")]
        constraints = [
            models.CheckConstraint(
                name="revealing_has_a_reason",
                condition=~Q(what=Access.REVEALED) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.what} · {self.case_id}"
