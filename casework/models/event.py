import uuid
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.choices import Act
from casework.digest import Skeleton, Words, moment
from casework.workflow import Status


class EventQuerySet(models.QuerySet):
    """Reads; what is written once is not changed behind the model's back either."""

    def update(self, **changes: object) -> int:
        if set(changes) != {"leaf_number"}:
            raise TypeError("An event is written once and never changed.")
        return super().update(**changes)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("An event is never deleted.")


class Event(models.Model):
    """One act on a case: the history, the resident's timeline and the source of all figures.

    Append-only. Holds codes and identifiers, no free text: words are the rows it points to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="events")
    act = models.CharField(_("act"), max_length=20, choices=Act.choices)
    status_before = models.CharField(max_length=20, choices=Status.choices, blank=True)
    status_after = models.CharField(max_length=20, choices=Status.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    # The unit's place in the tree at that moment: trees change, history does not.
    unit_path = models.CharField(max_length=255, blank=True)
    to_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The person's opaque id; no foreign key, so that erasing a person keeps the history.
    petitioner = models.UUIDField(null=True, blank=True)
    clock = models.ForeignKey(
        "casework.Clock", models.PROTECT, null=True, blank=True, related_name="events"
    )
    submission = models.ForeignKey(
        "casework.Submission", models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter = models.ForeignKey(
        "casework.Letter", models.PROTECT, null=True, blank=True, related_name="events"
    )
    note = models.ForeignKey(
        "casework.Note", models.PROTECT, null=True, blank=True, related_name="+"
    )
    value = models.CharField(_("value"), max_length=40, blank=True)
    at = models.DateTimeField(_("when it happened"))
    day = models.DateField(_("its day in Shanghai"))
    recorded_at = models.DateTimeField(_("recorded at"))
    digest = models.CharField(max_length=64, editable=False)
    leaf_number = models.BigIntegerField(null=True, unique=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "recorded_at"]
        indexes = [
            models.Index(fields=["case", "at"], name="event_case_at"),
            models.Index(fields=["day", "act"], name="event_day_act"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} · {self.act}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("An event is written once and never changed.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        raise TypeError("An event is never deleted.")

    def words(self) -> Sequence[Words]:
        """The text rows this event binds, in the order the digest takes them."""
        return [row for row in (self.submission, self.letter, self.note) if row is not None]

    def skeleton(self) -> Skeleton:
        def key(value: object) -> str:
            return "" if value is None else str(value)

        return Skeleton(
            event=str(self.id),
            case=str(self.case.uuid),
            act=self.act,
            status_before=self.status_before,
            status_after=self.status_after,
            actor=key(self.actor_id),
            unit=key(self.unit_id),
            unit_path=self.unit_path,
            to_unit=key(self.to_unit_id),
            petitioner=key(self.petitioner),
            clock=key(self.clock_id),
            submission=key(self.submission_id),
            letter=key(self.letter_id),
            note=key(self.note_id),
            value=self.value,
            at=moment(self.at),
            recorded_at=moment(self.recorded_at),
        )
