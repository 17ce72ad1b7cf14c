from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.Model):
    """What a hearing came to: who took part, the conclusion, and which opinions were adopted.

    Written by one person, published when another approved it.
    """

    hearing = models.OneToOneField("hearings.Hearing", models.PROTECT, related_name="outcome")
    participants = models.PositiveIntegerField(_("participants"))
    observers = models.PositiveIntegerField(_("observers"), default=0)
    opinions = models.PositiveIntegerField(_("opinions put forward"), default=0)
    adopted = models.PositiveIntegerField(_("of these adopted, wholly or in part"), default=0)
    conclusion = models.TextField(_("conclusion"), max_length=3000)
    conclusion_en = models.TextField(_("conclusion in English"), max_length=6000, blank=True)
    adoption = models.TextField(
        _("what was adopted, what was not, and why"),
        max_length=3000,
        help_text=_("Explained when published (Interim Rules on Major Decisions, Art 32)."),
    )
    adoption_en = models.TextField(_("the same in English"), max_length=6000, blank=True)
    minutes = models.ForeignKey(
        "wagtaildocs.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minutes as a document"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("outcome of a hearing")
        verbose_name_plural = _("outcomes of hearings")
        constraints = [
            models.CheckConstraint(
                name="no_more_adopted_than_put_forward",
                condition=models.Q(adopted__lte=models.F("opinions")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.hearing_id)
