from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class NetworkImport(models.Model):
    """One spreadsheet that was applied: who did it, when, and every line that changed."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # the command on the terminal
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(_("when"), default=now)
    sha256 = models.CharField(max_length=64)
    lines = models.JSONField(_("changes"))

    class Meta:
        verbose_name = _("import of the network")
        verbose_name_plural = _("imports of the network")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
