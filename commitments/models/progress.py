from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Progress(models.Model):
    """One report on a promise, with its evidence. Added, never edited; a new one corrects it."""

    commitment = models.ForeignKey(
        "commitments.Commitment", models.PROTECT, related_name="progress_reports"
    )
    reached = models.PositiveIntegerField(
        _("reached so far"), help_text=_("The whole number until today, not what was added.")
    )
    text = models.TextField(_("what was done"), max_length=1000)
    text_en = models.TextField(_("what was done, in English"), max_length=2000, blank=True)
    reported_on = models.DateField(_("as of"))
    evidence = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document as evidence"),
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture as evidence"),
    )
    picture_says = models.CharField(
        _("what the picture shows"),
        max_length=200,
        blank=True,
        help_text=_("Read aloud to those who do not see it."),
    )
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["reported_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="picture_of_progress_is_described",
                condition=Q(picture=None) | ~Q(picture_says=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} · {self.reported_on}"
