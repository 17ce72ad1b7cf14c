from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.workdays import city_day
from hearings import status
from hearings.deadlines import HearingKind

from .change import Change


class HearingQuerySet(models.QuerySet["Hearing"]):
    def announced(self) -> "HearingQuerySet":
        """Hearings the public knows of."""
        return self.filter(announced_at__isnull=False)

    def with_record(self) -> "HearingQuerySet":
        """With outcome and changes: two queries however many hearings."""
        return self.select_related("organ", "outcome__minutes").prefetch_related("changes")


class Hearing(models.Model):
    """A hearing (听证): kind, subject, date, place, who may take part. Its story is a page.

    Once announced, its date moves only by an approved `Change`; the last days that follow from
    the rules of its kind are stored with the notice and keep the rule that set them.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=HearingKind.choices)
    name = models.CharField(_("subject"), max_length=80)
    name_en = models.CharField(_("subject in English"), max_length=160, blank=True)
    organ = models.ForeignKey(
        "units.Organ", models.PROTECT, related_name="hearings", verbose_name=_("held by")
    )
    held_at = models.DateTimeField(_("date and time"))
    place = models.CharField(_("place"), max_length=120)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(_("seats for participants"))
    who = models.CharField(_("who may take part"), max_length=300)
    who_en = models.CharField(_("who may take part, in English"), max_length=600, blank=True)
    how = models.CharField(
        _("how to apply"), max_length=300, help_text=_("Where, by which telephone, with what.")
    )
    how_en = models.CharField(_("how to apply, in English"), max_length=600, blank=True)
    contact = models.CharField(_("contact"), max_length=120, help_text=_("Post and telephone."))
    announced_at = models.DateTimeField(_("announced at"), null=True, editable=False)
    first_held_at = models.DateTimeField(null=True, editable=False)
    # Stored with the notice; `rule` names the article behind the notice.
    apply_until = models.DateField(_("apply until"), null=True, editable=False)
    materials_by = models.DateField(null=True, editable=False)
    minutes_by = models.DateField(null=True, editable=False)
    notice_by = models.DateField(null=True, editable=False)
    rule = models.CharField(max_length=80, blank=True, editable=False)
    held_on = models.DateField(_("held on"), null=True, editable=False)
    # Days of approved changes, written by `actions.decide` only.
    concluded_on = models.DateField(_("outcome published on"), null=True, editable=False)
    cancelled_on = models.DateField(_("cancelled on"), null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        ordering = ["-held_at", "pk"]
        indexes = [models.Index(fields=["held_at"], name="hearing_held_at")]
        constraints = [
            models.CheckConstraint(
                name="announced_hearing_has_its_last_days",
                condition=Q(announced_at=None)
                | Q(
                    first_held_at__isnull=False,
                    apply_until__isnull=False,
                    materials_by__isnull=False,
                    minutes_by__isnull=False,
                    notice_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="only_announced_hearings_are_held",
                condition=Q(held_on=None) | Q(announced_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_announced(self) -> bool:
        return self.announced_at is not None

    @property
    def notice_is_short(self) -> bool:
        """Announced later than the rule of its kind asks; the page says so."""
        return self.is_announced and city_day(self.announced_at) > self.notice_by

    def decided(self) -> Sequence[Change]:
        """The approved changes, the latest first."""
        found = [change for change in self.changes.all() if change.approved]
        return sorted(found, key=lambda change: (change.decided_on, change.pk), reverse=True)

    def course(self) -> status.Course:
        """What the status of an announced hearing follows from."""
        return status.Course(
            planned_on=city_day(self.held_at),
            apply_until=self.apply_until,
            minutes_by=self.minutes_by,
            held_on=self.held_on,
            concluded_on=self.concluded_on,
            cancelled_on=self.cancelled_on,
        )

    def status(self, on: date) -> status.HearingStatus:
        return status.status(self.course(), on)
