"""Work for the worker: rows that any number of workers may claim."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet["Job"]):
    def claimable(self, now: datetime) -> "JobQuerySet":
        """Jobs that are due and that no living worker holds."""
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        return self.filter(free, due_at__lte=now).order_by("due_at", "pk")

    def worker_seen_since(self, moment: datetime, now: datetime) -> bool:
        """Whether a worker began a job since a moment, or is at one now."""
        return self.filter(Q(started_at__gte=moment) | Q(lease_until__gt=now)).exists()


class Job(models.Model):
    """A recurring job (key = its name) or a one-off (key = anything unique)."""

    name = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True, default=uuid4)
    arguments = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)  # None: done, or given up
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    took = models.DurationField(default=timedelta)
    result = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("due_at",), name="job_due")]

    def __str__(self) -> str:
        return self.key
