from datetime import timedelta

from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone

from core.models import Job


def worker_ran(minutes_ago: int, **lease) -> None:
    started_at = timezone.now() - timedelta(minutes=minutes_ago)
    Job.objects.create(name="tests", started_at=started_at, **lease)


def test_liveness_needs_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get(reverse("health:live"))

    assert (response.status_code, response.content) == (200, b"ok")


def test_the_portal_is_ready_when_everything_is_there(client, db):
    worker_ran(minutes_ago=1)

    response = client.get("/readyz/")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "failing": []}


def test_a_silent_worker_is_named(client, db):
    worker_ran(minutes_ago=4)

    response = client.get("/readyz/")

    assert response.status_code == 503
    assert response.json()["failing"] == ["worker"]


def test_a_worker_at_a_long_job_is_not_silent(client, db):
    worker_ran(minutes_ago=9, lease_until=timezone.now() + timedelta(minutes=6))

    assert client.get("/readyz/").status_code == 200


def test_a_storage_that_cannot_be_written_is_named(client, db, settings, tmp_path):
    worker_ran(minutes_ago=1)
    (tmp_path / "file").write_text("")
    settings.PRIVATE_ROOT = tmp_path / "file" / "private"

    assert client.get("/readyz/").json()["failing"] == ["storage"]


def test_an_unapplied_migration_is_named(client, db):
    worker_ran(minutes_ago=1)
    MigrationRecorder.Migration.objects.filter(app="core").delete()

    assert client.get("/readyz/").json()["failing"] == ["migrations"]
