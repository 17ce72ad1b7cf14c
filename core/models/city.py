"""What the city decides: values with a date and a source, and single working days."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class CityRule(models.Model):
    """A value the city set in place of the law's default, from a day on."""

    key = models.CharField(
        _("rule"),
        max_length=80,
        db_index=True,
        validators=[RegexValidator(r"^[a-z_]+(\.[a-z_]+)*\Z")],
        help_text=_("For a time limit: limit. and its name, e.g. limit.register"),
    )
    value = models.PositiveIntegerField(_("value"))
    in_force_from = models.DateField(_("in force from"))
    decided_by = models.CharField(_("decided by"), max_length=100)
    document = models.CharField(
        _("document"), max_length=200, help_text=_("Title and number of the document.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("city rule")
        verbose_name_plural = _("city rules")
        ordering = ("key", "-in_force_from")
        constraints = [
            models.UniqueConstraint(fields=("key", "in_force_from"), name="one_rule_a_day"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="rule_value_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.key} = {self.value} ({self.in_force_from:%Y-%m-%d})"


class DayOverride(models.Model):
    """A day that is worked, or not, against the published calendar."""

    day = models.DateField(_("day"), unique=True)
    is_workday = models.BooleanField(_("offices work on this day"))
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("day override")
        verbose_name_plural = _("day overrides")
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
