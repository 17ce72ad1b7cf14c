import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection

from core import jobs
from core.jobs import MOST_ATTEMPTS, Recurring, enqueue, recurring, run_due, task
from core.leases import LEASE
from core.models import Job

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    monkeypatch.setattr(jobs, "RECURRING", {})
    monkeypatch.setattr(jobs, "TASKS", {})


def counting(name: str = "tests.count") -> list[datetime]:
    runs: list[datetime] = []
    recurring(name, MINUTE)(runs.append)
    return runs


def test_a_recurring_job_runs_at_its_interval(db):
    runs = counting()

    for seconds in (0, 30, 60, 61, 120):
        run_due(NOW + timedelta(seconds=seconds))

    assert runs == [NOW, NOW + MINUTE, NOW + 2 * MINUTE]


def test_a_run_leaves_its_time_and_result(db):
    recurring("tests.count", MINUTE)(lambda now: "3 rows")

    assert run_due(NOW) == 1

    job = Job.objects.get()
    assert (job.result, job.error, job.lease_until) == ("3 rows", "", None)
    assert job.started_at == NOW and job.finished_at >= NOW and job.due_at == NOW + MINUTE


def test_a_failing_job_is_noted_without_personal_data_and_the_next_one_runs(db):
    @recurring("tests.a", MINUTE)
    def fail(now):
        raise ValueError("no such phone 13800001234")

    runs = counting("tests.b")

    assert run_due(NOW) == 2
    assert Job.objects.get(key="tests.a").error == "ValueError: no such phone [digits]"
    assert runs == [NOW]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-01T18:00+00:00", "2026-03-01T18:30+00:00"),  # 02:00 in the city, 02:30 ahead
        ("2026-03-01T18:30+00:00", "2026-03-02T18:30+00:00"),
        ("2026-03-02T08:00+00:00", "2026-03-02T18:30+00:00"),
    ],
)
def test_a_nightly_job_runs_at_its_time_in_the_city(now, due):
    nightly = Recurring(print, timedelta(days=1), time(2, 30))

    assert nightly.next_after(datetime.fromisoformat(now)) == datetime.fromisoformat(due)


def test_a_job_another_worker_holds_is_left_alone_until_its_lease_runs_out(db):
    runs = counting()
    run_due(NOW)
    held = NOW + MINUTE
    Job.objects.update(due_at=held, lease_until=held + LEASE)

    assert run_due(held + LEASE) == 0
    assert run_due(held + LEASE + timedelta(seconds=1)) == 1
    assert len(runs) == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_run_a_due_job_once():
    runs = counting()
    start = threading.Barrier(2)

    def work():
        start.wait()
        run_due(NOW)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert runs == [NOW]


def test_a_worker_whose_lease_ran_out_does_not_undo_the_other_one_s_note(db):
    @recurring("tests.slow", MINUTE)
    def slow(now):
        Job.objects.update(lease_until=now + 2 * LEASE, result="by the other worker")

    run_due(NOW)

    job = Job.objects.get()
    assert (job.result, job.lease_until) == ("by the other worker", NOW + 2 * LEASE)


def test_a_task_runs_once_with_its_arguments(db):
    got = []
    task("tests.send")(lambda now, number: got.append(number))
    enqueue("tests.send", key="letter 7", due_at=NOW, number=7)
    enqueue("tests.send", key="letter 7", due_at=NOW, number=7)

    run_due(NOW)
    run_due(NOW + LEASE * 2)

    assert got == [7]
    assert Job.objects.get().due_at is None


def test_a_failing_task_waits_longer_each_time_and_is_given_up(db):
    @task("tests.send")
    def send(now):
        raise OSError("unreachable")

    enqueue("tests.send", due_at=NOW)
    waits = []
    while (due := Job.objects.get().due_at) is not None:
        run_due(due)
        waits.append((Job.objects.get().due_at or due) - due)

    assert waits[:4] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert (len(waits), Job.objects.get().error) == (MOST_ATTEMPTS, "OSError: unreachable")


def test_an_unknown_task_is_refused_and_an_unknown_row_left_alone(db):
    Job.objects.create(name="tests.gone", due_at=NOW)

    with pytest.raises(LookupError):
        enqueue("tests.gone")
    assert run_due(NOW) == 0


def test_a_stopping_worker_begins_no_further_job(db):
    runs = counting("tests.a")
    counting("tests.b")

    assert run_due(NOW, stopping=lambda: bool(runs)) == 1
