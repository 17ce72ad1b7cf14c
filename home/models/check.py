from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class CheckKind(models.TextChoices):
    """The three checks every page passes before the public reads it (三审三校)."""

    FIRST = "first", _("first check: facts and sources")
    SECOND = "second", _("second check: wording and tone")
    FINAL = "final", _("final check: may be public, no personal data, no secrets")


class PublicationCheck(models.Model):
    """Who made which check of which version of a page. Kept as long as the page."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="publication_checks")
    revision = models.PositiveBigIntegerField(_("version"))
    kind = models.CharField(_("check"), max_length=10, choices=CheckKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("check before publication")
        verbose_name_plural = _("checks before publication")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_check_of_a_kind_a_version", fields=["revision", "kind"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.user}"
