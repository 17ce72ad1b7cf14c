from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class MonthlyFigure(models.Model):
    """One figure of one month, for all matters or those of one category; rebuilt, never typed.

    Counts have no denominator. A month without a row had nothing to count.
    """

    ALL = ""

    month = models.DateField(_("first day of the month"))
    metric = models.CharField(_("figure"), max_length=30)
    # Code of the first-level category; a code, so that figures outlive a category.
    category = models.CharField(_("category"), max_length=60, blank=True)
    numerator = models.PositiveIntegerField(_("numerator"))
    denominator = models.PositiveIntegerField(_("denominator"), null=True)
    computed_at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = _("monthly figure")
        verbose_name_plural = _("monthly figures")
        constraints = [
            models.UniqueConstraint(
                name="one_figure_a_month", fields=["month", "metric", "category"]
            ),
            models.CheckConstraint(
                name="a_part_is_no_more_than_the_whole",
                condition=Q(denominator=None) | Q(numerator__lte=F("denominator")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} · {self.metric} · {self.category}"


class StaleMonth(models.Model):
    """A month whose figures must be computed again. Rows are added, never changed, so that
    two acts at the same moment do not wait for each other; the worker takes them away."""

    month = models.DateField(_("first day of the month"), db_index=True)

    class Meta:
        verbose_name = _("month to compute again")
        verbose_name_plural = _("months to compute again")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
