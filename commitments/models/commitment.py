from collections.abc import Sequence
from datetime import date
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from commitments import status
from commitments.choices import Source

from .change import Change
from .progress import Progress


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def announced(self) -> "CommitmentQuerySet":
        """Promises the public knows of."""
        return self.filter(announced_at__isnull=False)

    def with_course(self) -> "CommitmentQuerySet":
        """With all that the status follows from: three queries however many promises."""
        return self.select_related("unit").prefetch_related("milestones", "progress_reports")

    def with_record(self) -> "CommitmentQuerySet":
        """With all that is on record, evidence and changes too."""
        return self.select_related("unit").prefetch_related(
            "milestones",
            "progress_reports__evidence",
            "progress_reports__picture",
            "changes",
        )


class Commitment(ClusterableModel):
    """A public promise (公开承诺): what, how much, by whom, until when. Its story is a page.

    Once announced, target and due day move only by an approved `Change`; the first due day and
    target stay on record.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("what is promised"), max_length=80)
    name_en = models.CharField(_("in English"), max_length=160, blank=True)
    target = models.PositiveIntegerField(
        _("how much"), validators=[MinValueValidator(1)], help_text=_("A number to be reached.")
    )
    measure = models.CharField(
        _("counted in"), max_length=30, help_text=_("For example: street lamps, kilometres.")
    )
    measure_en = models.CharField(_("counted in, in English"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=20, choices=Source.choices)
    document = models.CharField(_("document"), max_length=120, blank=True)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="commitments", verbose_name=_("in charge")
    )
    post = models.CharField(
        _("post in charge"), max_length=60, help_text=_("The post, never a person's name.")
    )
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(_("due on"))
    # As first announced; what people were promised stays on the page whatever changes.
    first_target = models.PositiveIntegerField(null=True, editable=False)
    first_due_on = models.DateField(null=True, editable=False)
    announced_at = models.DateTimeField(_("announced at"), null=True, editable=False)
    # Days of approved changes, written by `actions.decide` only.
    changed_on = models.DateField(null=True, editable=False)
    done_on = models.DateField(_("fulfilled on"), null=True, editable=False)
    cancelled_on = models.DateField(_("given up on"), null=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["announced_at", "due_on"], name="commitment_announced_due")
        ]
        constraints = [
            models.CheckConstraint(
                name="commitment_due_not_before_start", condition=Q(due_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(name="commitment_has_a_target", condition=Q(target__gte=1)),
            models.CheckConstraint(
                name="announced_commitment_keeps_its_first_word",
                condition=Q(announced_at=None, first_due_on=None, first_target=None)
                | Q(
                    announced_at__isnull=False,
                    first_due_on__isnull=False,
                    first_target__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_announced(self) -> bool:
        return self.announced_at is not None

    def reports(self) -> Sequence[Progress]:
        """The progress reports, the latest first."""
        return sorted(
            self.progress_reports.all(), key=lambda r: (r.reported_on, r.pk), reverse=True
        )

    def decided(self) -> Sequence[Change]:
        """The approved changes, the latest first."""
        found = [change for change in self.changes.all() if change.approved]
        return sorted(found, key=lambda change: (change.decided_on, change.pk), reverse=True)

    def promise(self) -> status.Promise:
        """What the status follows from, of this row and those that belong to it."""
        reports = self.reports()
        return status.Promise(
            starts_on=self.starts_on,
            due_on=self.due_on,
            milestones=[
                status.Milestone(step.due_on, step.reached_on, step.weight)
                for step in self.milestones.all()
            ],
            progress=self._percent(reports[0].reached) if reports else None,
            done_on=self.done_on,
            changed_on=self.changed_on,
            cancelled_on=self.cancelled_on,
        )

    def status(self, on: date) -> status.CommitmentStatus:
        return status.status(self.promise(), on)

    def _percent(self, reached: int) -> int:
        return min(status.WHOLE, status.WHOLE * reached // self.target)
