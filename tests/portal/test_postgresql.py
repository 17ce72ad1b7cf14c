"""On PostgreSQL a page that cannot have what it needs says "busy" in time, as on SQLite."""

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from core.models import Job
from core.statements import limit_statements

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="is about PostgreSQL"),
]


def shown(setting: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        return cursor.fetchone()[0]


def test_who_waits_for_another_s_row_is_told_so_after_five_seconds():
    assert shown("lock_timeout") == "5s"
    Job.objects.create(name="tests")
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT 1 FROM core_job FOR UPDATE")
        with pytest.raises(OperationalError), transaction.atomic():
            Job.objects.update(name="later")
    connection.close()


def test_a_page_s_statement_ends_in_time_and_a_job_s_may_go_on():
    assert shown("statement_timeout") == "0"
    limit_statements(connection)
    assert shown("statement_timeout") == "20s"
    connection.close()


def test_a_process_finds_a_server_that_was_restarted():
    connection.ensure_connection()
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute(f"SELECT pg_terminate_backend({connection.connection.info.backend_pid})")
    connection.close_if_unusable_or_obsolete()  # what Django does before each request
    assert Job.objects.count() == 0
