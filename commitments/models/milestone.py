from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey


class Milestone(models.Model):
    """A step of a promise that can be checked: due on a day, reached on a day or not yet."""

    commitment = ParentalKey("commitments.Commitment", related_name="milestones")
    name = models.CharField(_("step"), max_length=80)
    name_en = models.CharField(_("step in English"), max_length=160, blank=True)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True, editable=False)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("How much of the whole it is, against the other steps."),
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="milestone_weighs_something", condition=Q(weight__gte=1)),
        ]

    def __str__(self) -> str:
        return self.name
