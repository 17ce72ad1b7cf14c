"""A database that cannot write: locked by another process, or read-only."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.urls import reverse

from casework.models import Case
from core.models import PortalSettings
from petitions_public.models import Draft
from tests.petitions_public.walker import ANSWERS, Resident

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

IS_SQLITE = connection.vendor == "sqlite"
SHORT = "PRAGMA busy_timeout = 100" if IS_SQLITE else "SET lock_timeout = '100ms'"
READ_ONLY = "PRAGMA query_only = {}" if IS_SQLITE else "SET default_transaction_read_only = {}"


def tell_database(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def locked() -> Iterator[None]:
    """Another process holds the lock of a writer."""
    tables = connection.introspection.table_names()
    tell_database(SHORT)
    if IS_SQLITE:
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(**connection.get_connection_params())
        other.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def read_only() -> Iterator[None]:
    tell_database(READ_ONLY.format("ON"))
    try:
        yield
    finally:
        tell_database(READ_ONLY.format("OFF"))


@pytest.fixture(params=[locked, read_only])
def unwritable(request: pytest.FixtureRequest):
    return request.param


def test_a_step_is_shown_again_ready_to_be_sent_again(resident: Resident, unwritable) -> None:
    resident.begin()
    with unwritable():
        response = resident.post("what")
    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "老人下不了楼。<br>物业说等配件。" in page
    assert 'name="text" value="老人下不了楼。\n物业说等配件。"' in page
    assert f'action="{resident.address("what")}"' in page
    assert PortalSettings().hotline in page
    assert resident.post("what").status_code == 302


def test_handing_in_again_later_hands_in_once(resident: Resident, unwritable) -> None:
    resident.fill()
    with unwritable():
        assert resident.hand_in().status_code == 503
    assert not Case.objects.exists()
    assert resident.draft.by_step["what"] == ANSWERS["what"]
    resident.hand_in()
    resident.hand_in()
    assert Case.objects.count() == 1


def test_the_first_question_and_the_list_say_so_too(resident: Resident, unwritable) -> None:
    resident.fill()
    with unwritable():
        begun = resident.client.post(reverse("petitions:new"), {"kind": "appeal"})
        listed = resident.get("check")
    assert (begun.status_code, listed.status_code) == (503, 503)
    assert Draft.objects.count() == 1


def test_number_and_code_can_be_sent_again(resident: Resident, unwritable) -> None:
    with unwritable():
        response = resident.look_up("YM2026-483107-5", "1234 5678 9012", kept="Worte")
    page = response.content.decode()
    assert response.status_code == 503
    assert 'name="code" value="1234 5678 9012"' in page
    assert "Worte" in page
