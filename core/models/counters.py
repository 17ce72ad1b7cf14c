"""Counters against abuse. An identity is kept as a keyed hash only and forgotten within days."""

from django.db import models


class RateCounter(models.Model):
    """How often one identity did one thing within one window of time."""

    scope = models.CharField(max_length=40)
    identity = models.CharField(max_length=64)
    window_end = models.BigIntegerField(db_index=True)  # seconds since 1970: one type in raw SQL
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("scope", "identity", "window_end"), name="one_counter_a_window"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"


class Backoff(models.Model):
    """Failures in a row of one identity, which make the next try wait."""

    scope = models.CharField(max_length=40)
    identity = models.CharField(max_length=64)
    failures = models.PositiveIntegerField(default=1)
    failed_at = models.BigIntegerField(db_index=True)  # seconds since 1970

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("scope", "identity"), name="one_backoff_an_identity")
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.failures}"
