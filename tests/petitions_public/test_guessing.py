"""A wrong code and an unknown number in the same words and the same work; how often it may be
tried, as tables."""

import re
import shutil
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework import actions, public
from casework.codes import draw_number, normalise_number
from casework.models import Petitioner, Submission
from core.crypto import rotate_key
from petitions_public.guessing import ADDRESS, NUMBER, Try
from petitions_public.jobs import watch_guessing
from tests import cast as stage

WRONG = "000000000000"
TRACK = "/en/petitions/track/"
WRONG_IN = [
    "code",
    "number",
    "check digit",
    "no number at all",
    "withdrawn",
    "imported without a code",
    "a report",
    "a joint letter",
    "another year",
    "another matter's code",
    "no digit in the code",
]


def wrong(matter: stage.Matter, what: str, file) -> tuple[str, str]:
    """Number and code that do not go together, each for another reason."""
    person = Petitioner.objects.filter(submission__number=matter.number)
    number, code = matter.number, WRONG
    match what:
        case "number":
            number = draw_number("YM", 2026)
        case "check digit":
            number = number[:-1] + str((int(number[-1]) + 1) % 10)
        case "no number at all":
            number = "nonsense"
        case "withdrawn":
            person.update(withdrawn_at=timezone.now())
            code = matter.code
        case "imported without a code":
            person.update(code_digest="", code_key_id="")
        case "a report":
            actions.seal_as_report(matter.register().case, by=matter.cast.duty_officer)
        case "a joint letter":
            submission = Submission.objects.get(number=number)
            Petitioner.objects.bulk_create(
                [_signer(submission, digest=f"{one:064}") for one in range(200)]
            )
        case "another year":
            number = draw_number("YM", 2019)
        case "another matter's code":
            code = file().code
        case "no digit in the code":
            code = "abc"
    return number, code


def _signer(submission: Submission, digest: str) -> Petitioner:
    return Petitioner(
        id=uuid4(), submission=submission, name="", code_key_id="k", code_digest=digest
    )


def ask(number: str, code: str, client: Client | None = None, address: str = "203.0.113.7"):
    client = client or Client()
    return client.post(TRACK, {"number": number, "code": code}, REMOTE_ADDR=address)


def told(response, number: str, code: str) -> str:
    page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1T", response.content.decode())
    return page.replace(f'value="{number}"', "N").replace(f'value="{code}"', "C")


def shape(queries: CaptureQueriesContext) -> list[str]:
    """The statements without their values."""
    return [
        re.sub(r"'[^']*'|\bs\d+_x\d+|\b\d+\b", "?", query["sql"])
        for query in queries.captured_queries
    ]


@pytest.fixture
def reference(matter) -> tuple:
    """What an unknown number gets."""
    number = draw_number("YM", 2026)
    with CaptureQueriesContext(connection) as queries:
        response = ask(number, WRONG)
    return told(response, number, WRONG), shape(queries), response


@pytest.mark.parametrize("what", WRONG_IN)
def test_whatever_is_wrong_the_answer_is_the_same_to_the_letter(matter, file, what):
    number, code = wrong(matter, what, file)
    unknown = draw_number("YM", 2026)
    for _try in range(7):  # into the pause, too
        answer, other = ask(number, code), ask(unknown, WRONG)
        assert told(answer, number, code) == told(other, unknown, WRONG)
        assert answer.status_code == other.status_code == 200
        assert {*answer.headers} == {*other.headers}
        assert {*answer.cookies} == {*other.cookies}


@pytest.mark.parametrize("what", WRONG_IN)
def test_whatever_is_wrong_the_database_is_asked_the_same(matter, file, what, reference):
    number, code = wrong(matter, what, file)
    with CaptureQueriesContext(connection) as queries:
        ask(number, code)
    assert shape(queries) == reference[1]


def test_the_right_code_in_a_pause_is_answered_like_a_wrong_one(matter):
    for _try in range(5):
        ask(matter.number, WRONG)
    pages, statements = [], []
    for code in (matter.code, WRONG):
        with CaptureQueriesContext(connection) as queries:
            pages.append(told(ask(matter.number, code), matter.number, code))
        statements.append(shape(queries))
    assert pages[0] == pages[1]
    assert statements[0] == statements[1]


@pytest.mark.parametrize("typed", ["", "-", WRONG, "0"])
def test_a_person_without_a_code_is_let_in_by_nothing(matter, typed):
    """Matters of former years come without codes."""
    Petitioner.objects.update(code_digest="", code_key_id="")
    assert public.find(matter.number, typed) is None
    assert public.find(matter.number, matter.code) is None


def test_the_code_of_the_nearest_number_opens_nothing_under_another(file):
    """A number that does not exist is looked up like the next one that does."""
    low, high = sorted([file(), file()], key=lambda matter: matter.number)
    Submission.objects.filter(number=low.number).update(number="YM2019-000000-1")
    between = "YM2019-100001-2"
    assert normalise_number(between)
    assert public.find(between, high.code) is None
    assert public.find("nonsense", low.code) is None
    assert public.find(high.number, high.code)


# --- the limits --------------------------------------------------------------------------------
@pytest.mark.parametrize("exists", [True, False])
def test_strangers_together_have_forty_tries_an_hour_with_one_number(matter, exists):
    number = matter.number if exists else draw_number("YM", 2026)
    for one in range(NUMBER[1]):
        page = ask(number, WRONG, address=f"198.51.100.{one}")
        assert b"do not go together" in page.content
    page = ask(number, matter.code, address="198.51.100.200")
    assert b"too many tries with this number" in page.content


def test_a_stranger_in_a_pause_uses_up_nothing_of_the_number(matter):
    for _try in range(50):
        ask(matter.number, WRONG)
    assert ask(matter.number, matter.code, address="198.51.100.1").status_code == 302


def test_one_strangers_pause_keeps_nobody_else_waiting(matter):
    for _try in range(9):
        ask(matter.number, WRONG)
    assert ask(matter.number, matter.code, address="198.51.100.1").status_code == 302


def test_who_opened_a_number_before_gets_in_while_strangers_have_used_it_up(matter):
    holder = Client()
    ask(matter.number, matter.code, holder)
    holder.post(reverse("petitions:track_leave"))
    for one in range(NUMBER[1]):
        ask(matter.number, WRONG, address=f"198.51.100.{one}")
    assert ask(matter.number, matter.code, address="198.51.100.201").status_code == 200
    assert ask(matter.number, matter.code, holder).status_code == 302


def test_the_browser_that_opened_a_number_has_a_pause_of_its_own(matter):
    holder = Client()
    ask(matter.number, matter.code, holder)
    for _try in range(5):
        page = ask(matter.number, WRONG, holder)
    assert b"try again in 1 minute." in page.content
    assert b"do not go together" in ask(matter.number, WRONG).content


def test_having_opened_one_number_helps_with_no_other(matter, file):
    holder, other = Client(), file()
    ask(matter.number, matter.code, holder)
    for one in range(NUMBER[1]):
        ask(other.number, WRONG, address=f"198.51.100.{one}")
    assert ask(other.number, other.code, holder).status_code == 200


@pytest.mark.parametrize("forge", [lambda v: v[:-1] + "x", lambda v: "a" + v, lambda v: "..é.x"])
def test_a_forged_cookie_makes_nobody_known(matter, forge):
    holder = Client()
    ask(matter.number, matter.code, holder)
    holder.cookies["known"] = forge(holder.cookies["known"].value)
    for one in range(NUMBER[1]):
        ask(matter.number, WRONG, address=f"198.51.100.{one}")
    assert ask(matter.number, matter.code, holder).status_code == 200


def test_the_cookie_tells_no_number_and_keeps_the_last_eight(matter, file):
    holder = Client()
    for opened in [matter, *(file() for _one in range(9))]:
        ask(opened.number, opened.code, holder)
    name, *proofs = holder.cookies["known"].value.split(".")
    assert len(set(proofs)) == len(proofs) == 8
    assert all(re.fullmatch("[0-9a-f]+", part) for part in (name, *proofs))
    assert holder.cookies["known"]["httponly"]


def test_a_rotation_of_the_codes_key_makes_no_browser_a_stranger(matter, settings, tmp_path):
    holder = Client()
    ask(matter.number, matter.code, holder)
    settings.KEYS = shutil.copytree(settings.KEYS, tmp_path / "keys")
    rotate_key(settings.KEYS, "code")
    for one in range(NUMBER[1]):
        ask(matter.number, WRONG, address=f"198.51.100.{one}")
    assert ask(matter.number, matter.code, holder).status_code == 302


@pytest.mark.parametrize(("scope", "limit", "per"), ADDRESS)
def test_an_address_may_try_so_often_whatever_the_number(city, scope, limit, per, monkeypatch):
    monkeypatch.setattr("petitions_public.guessing.ADDRESS", ((scope, 3, per),))
    answers = [ask(draw_number("YM", 2026), WRONG).status_code for _try in range(4)]
    assert answers == [200, 200, 200, 429]
    assert limit * (timedelta(days=1) / per) <= 8640


def test_a_year_of_guessing_one_number_stays_below_one_in_a_million():
    """docs/decisions/0011-guessing.md; a browser that knows the number adds its own pause's."""
    _scope, limit, per = NUMBER
    assert limit * (timedelta(days=365) / per) / 10**12 < 1e-6


@pytest.mark.parametrize(
    ("browser", "address", "same"),
    [("", "203.0.113.7", True), ("", "203.0.113.8", False), ("b1", "203.0.113.7", False)],
)
def test_a_pause_belongs_to_number_and_address_or_browser(db, browser, address, same):
    for _try in range(5):
        Try("YM20264831075", "203.0.113.7").failed()
    assert bool(Try("YM20264831075", address, browser).pause()) == same


def test_the_log_warns_when_more_codes_are_tried_than_residents_would(city, caplog, monkeypatch):
    monkeypatch.setattr("petitions_public.guessing.MANY", 3)
    for one in range(4):
        assert watch_guessing(timezone.now()) == f"tries: {one}"
        ask(draw_number("YM", 2026), WRONG, address=f"198.51.100.{one}")
    assert not caplog.records
    watch_guessing(timezone.now())
    assert "4 query codes were tried this hour" in caplog.text
