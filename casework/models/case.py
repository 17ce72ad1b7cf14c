import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.choices import Instance, Kind, Route
from casework.workflow import Status

from .querysets import CaseQuerySet


class Case(models.Model):
    """The matter (信访事项): what is to be handled, whoever wrote about it and how often."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=28, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    # What the resident chose in plain words; staff set the kind.
    kind_hint = models.CharField(
        _("resident's choice"), max_length=12, choices=Kind.choices, blank=True
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    route = models.CharField(_("route"), max_length=20, choices=Route.choices, blank=True)
    category = models.ForeignKey(
        "casework.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("category"),
    )
    area = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("village or community"),
    )
    submission = models.ForeignKey(
        "casework.Submission",
        models.PROTECT,
        related_name="+",
        verbose_name=_("first submission"),
    )
    submissions = models.ManyToManyField(
        "casework.Submission", through="casework.CaseSubmission", related_name="cases"
    )
    # The unit that holds the matter, and the organ that accepted it.
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="cases", verbose_name=_("unit")
    )
    organ = models.ForeignKey(
        "units.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("organ"),
    )
    instance = models.CharField(
        _("instance"), max_length=12, choices=Instance.choices, default=Instance.FIRST
    )
    previous = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="next_instance",
        verbose_name=_("previous instance"),
    )
    received_at = models.DateTimeField(_("received at"))
    # When an old matter was brought in; what was owed by then is a pile of its own.
    imported_at = models.DateTimeField(_("imported at"), null=True, blank=True, editable=False)
    # The earliest duty of an office; NULL when nothing is owed. Only clocks.reschedule writes it.
    next_due_at = models.DateTimeField(_("next due at"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    accused_units = models.ManyToManyField(
        "units.Unit", blank=True, related_name="+", verbose_name=_("units complained about")
    )
    accused_users = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("persons complained about"),
    )

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        indexes = [
            # Open matters only: what has ended is most of the table and in neither of them.
            models.Index(
                fields=["unit", "next_due_at", "id"],
                name="case_open_unit_due",
                condition=Q(next_due_at__isnull=False),
            ),
            # With what the tabs count by.
            models.Index(
                fields=["next_due_at", "id", "status", "kind", "unit", "imported_at"],
                name="case_open_due",
                condition=Q(next_due_at__isnull=False),
            ),
            models.Index(fields=["status", "id"], name="case_status"),
            models.Index(fields=["unit", "id"], name="case_unit_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="later_instance_has_a_previous_one",
                condition=Q(instance=Instance.FIRST, previous=None)
                | (~Q(instance=Instance.FIRST) & Q(previous__isnull=False)),
            ),
            models.CheckConstraint(
                name="case_status_is_known", condition=Q(status__in=Status.values)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        return self.submission.title

    @property
    def place(self) -> str:
        """Where it is, in the resident's words."""
        return self.submission.place

    @property
    def is_sealed(self) -> bool:
        """A report on misconduct: only the discipline desk meets it (Art 22, 30(3))."""
        return self.kind == Kind.REPORT

    def claim(self, **changes: object) -> bool:
        """Take the next version of this case and apply changes; False when someone was first.

        `version` is the one the person saw. Unchanged rows in the database stay unread: the
        UPDATE itself decides the race.
        """
        won = (
            type(self)
            .objects.filter(pk=self.pk, version=self.version)
            .update(version=F("version") + 1, **changes)
        )
        if won:
            self.version += 1
            for name, value in changes.items():
                setattr(self, name, value)
        return bool(won)

    def current_submissions(self) -> Iterable["CaseSubmission"]:
        return self.casesubmission_set.filter(until=None).select_related("submission")


class CaseSubmission(models.Model):
    """Joins papers to a matter: five demands make five matters, merged letters one."""

    case = models.ForeignKey(Case, models.PROTECT)
    submission = models.ForeignKey("casework.Submission", models.PROTECT)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="submission_once_on_a_case",
                fields=["case", "submission"],
                condition=Q(until=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.submission}"
