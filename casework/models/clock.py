from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.deadlines import LONGEST_EXTENSION, ClockKind, Counts, Holder, Source
from core.workdays import end_of_day


class ClockQuerySet(models.QuerySet):
    def running(self) -> "ClockQuerySet":
        return self.filter(met_at=None, dropped_at=None)

    def of_office(self) -> "ClockQuerySet":
        return self.filter(holder=Holder.OFFICE)


class Clock(models.Model):
    """One time limit on one case, with the rule version that set it. History never changes."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="clocks")
    kind = models.CharField(_("limit"), max_length=24, choices=ClockKind.choices)
    holder = models.CharField(max_length=10, choices=[(h.value, h.value) for h in Holder])
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    # Whose right it is, when the holder is a resident.
    petitioner = models.UUIDField(null=True, blank=True)
    start_on = models.DateField(_("runs from"))
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    counts = models.CharField(max_length=10, choices=[(c.value, c.value) for c in Counts])
    raw_due_on = models.DateField()
    due_on = models.DateField(_("due on"))
    article = models.CharField(_("article"), max_length=60)
    rule_source = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Source])
    rule_in_force_from = models.DateField()
    extension_days = models.PositiveSmallIntegerField(null=True, blank=True)
    extension_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    extension_letter = models.ForeignKey(
        "casework.Letter", models.PROTECT, null=True, blank=True, related_name="+"
    )
    met_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            models.Index(fields=["due_on", "kind"], name="clock_due_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_running_duty_of_a_kind",
                fields=["case", "kind"],
                condition=Q(met_at=None, dropped_at=None, petitioner=None),
            ),
            models.UniqueConstraint(
                name="one_running_right_of_a_kind_and_person",
                fields=["case", "kind", "petitioner"],
                condition=Q(met_at=None, dropped_at=None, petitioner__isnull=False),
            ),
            models.CheckConstraint(
                name="clock_due_not_before_start", condition=Q(due_on__gte=F("start_on"))
            ),
            models.CheckConstraint(
                name="extension_at_most_30_days_art_34",
                condition=Q(extension_days=None) | Q(extension_days__lte=LONGEST_EXTENSION),
            ),
            models.CheckConstraint(
                name="extension_is_approved_and_told_art_34",
                condition=Q(extension_days=None)
                | Q(extension_approved_by__isnull=False, extension_letter__isnull=False),
            ),
            models.CheckConstraint(
                name="clock_met_or_dropped",
                condition=Q(met_at=None) | Q(dropped_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.due_on}"

    @property
    def due_at(self) -> datetime:
        """The moment the last day ends in Shanghai."""
        return end_of_day(self.due_on)

    @property
    def is_older_than_its_rule(self) -> bool:
        """An old matter, counted by the first version of the rule there is."""
        return self.start_on < self.rule_in_force_from

    def is_late(self, today: date) -> bool:
        return self.met_at is None and self.dropped_at is None and today > self.due_on


class ClockPause(models.Model):
    """A span that is not counted, e.g. a hearing during final review (Art 36(2))."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    article = models.CharField(_("article"), max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_pause_at_a_time", fields=["clock"], condition=Q(until=None)
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_begins",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until or ''}"
