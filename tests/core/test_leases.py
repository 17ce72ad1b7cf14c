"""Work is held while its worker lives, and what is done is noted in the end."""

from datetime import timedelta
from time import sleep

import pytest
from django.db import OperationalError
from django.utils import timezone

from core import leases
from core.jobs import recurring, run_due
from core.leases import Lease, insist
from core.models import Job

SHORT = timedelta(seconds=0.4)


@pytest.fixture(autouse=True)
def short_lease(monkeypatch):
    monkeypatch.setattr(leases, "LEASE", SHORT)
    monkeypatch.setattr(leases, "PAUSE", 0.01)
    monkeypatch.setattr("core.jobs.LEASE", SHORT)
    monkeypatch.setattr("core.jobs.RECURRING", {})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_job_that_outlasts_its_lease_is_not_taken_by_another_worker():
    seen = []

    @recurring("tests.long", timedelta(minutes=1))
    def long(now):
        sleep(3 * SHORT.total_seconds())
        seen.append(Job.objects.claimable(timezone.now()).count())

    run_due()

    assert seen == [0]
    assert (Job.objects.get().lease_until, Job.objects.get().error) == (None, "")


def test_a_lease_another_worker_took_is_not_renewed(db):
    job = Job.objects.create(name="tests", lease_until=timezone.now())
    mine = Lease(Job.objects.filter(pk=job.pk), "lease_until", job.lease_until)
    assert mine.renew()
    Job.objects.update(lease_until=timezone.now() + timedelta(hours=1))

    assert not mine.renew()


def test_what_is_done_is_noted_once_the_database_takes_it(db):
    answers = iter([OperationalError("database is locked"), OperationalError("disk is full"), 1])
    noted = []

    def write():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        noted.append(answer)

    insist(write, timedelta(seconds=10))

    assert noted == [1]


def test_a_database_that_stays_away_is_told_to_the_caller(db):
    def write():
        raise OperationalError("the connection is closed")

    with pytest.raises(OperationalError):
        insist(write, timedelta(seconds=0.05))
