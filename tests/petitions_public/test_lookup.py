from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import Backoff
from petitions_public import visit
from tests import cast as stage
from tests.petitions_public.walker import Resident

NO_MATCH = "Number and code do not go together."
WRONG = "000000000000"
UNKNOWN = "YM2026-000000-0"


def test_number_and_code_open_the_matter(resident: Resident, matter: stage.Matter) -> None:
    response = resident.look_up(matter.number.lower().replace("-", " "), f" {matter.code} ")
    assert response.url == reverse("petitions:track")
    page = resident.page()
    assert "电梯停运半个月" in page
    assert matter.number in page
    assert matter.code not in page


def test_wrong_number_and_wrong_code_get_one_answer(
    resident: Resident, matter: stage.Matter
) -> None:
    bodies = [
        resident.look_up(number, WRONG).content.decode().replace(number, "N")
        for number in (matter.number, UNKNOWN, "nonsense")
    ]
    without_tokens = {_without_token(body) for body in bodies}
    assert len(without_tokens) == 1
    assert NO_MATCH in bodies[0]


@pytest.mark.parametrize("exists", [True, False])
def test_after_five_tries_a_number_waits_whether_it_exists_or_not(
    resident: Resident, matter: stage.Matter, exists: bool
) -> None:
    number = matter.number if exists else UNKNOWN
    pages = [resident.look_up(number, WRONG).content.decode() for _try in range(6)]
    assert all(NO_MATCH in page for page in pages[:4])
    assert all("try again in 1 minute." in page for page in pages[4:])


def test_the_right_code_waits_too_and_then_opens(resident: Resident, matter) -> None:
    for _try in range(5):
        resident.look_up(matter.number, WRONG)
    assert "try again in" in resident.look_up(matter.number, matter.code).content.decode()
    Backoff.objects.update(failed_at=0)
    assert resident.look_up(matter.number, matter.code).status_code == 302
    assert not Backoff.objects.exists()


def test_spelling_a_number_differently_gives_no_more_tries(resident: Resident, matter) -> None:
    for typed in (matter.number, matter.number.lower(), matter.number.replace("-", " ")):
        resident.look_up(typed, WRONG)
    assert Backoff.objects.get().failures == 3


def test_sixty_tries_in_ten_minutes_are_enough_for_one_address(resident: Resident) -> None:
    for count in range(60):
        resident.look_up(f"YM2026-{count:06d}-0", WRONG)
    assert resident.look_up(UNKNOWN, WRONG).status_code == 429


def test_looking_up_changes_the_session_key(resident: Resident, matter) -> None:
    session = resident.client.session
    session["x"] = 1
    session.save()
    resident.client.cookies["sessionid"] = session.session_key
    resident.enter(matter)
    assert resident.client.session.session_key != session.session_key


def test_leaving_closes_the_matter(resident: Resident, matter) -> None:
    resident.enter(matter)
    resident.client.post(reverse("petitions:track_leave"))
    assert "How far is my matter?" in resident.page()
    assert "tracking" not in resident.client.session


def test_after_twenty_idle_minutes_the_lookup_is_shown(resident: Resident, matter) -> None:
    resident.enter(matter)
    _idle(resident, minutes=21)
    assert "How far is my matter?" in resident.page()


def test_the_page_says_when_it_closes_and_one_press_extends_it(resident: Resident, matter) -> None:
    resident.enter(matter)
    _idle(resident, minutes=19)
    resident.client.post(reverse("petitions:track_stay"))
    ends = timezone.localtime(timezone.now() + visit.IDLE)
    assert any(
        f"at {(ends - timedelta(minutes=late)):%H:%M} if nothing is done" in resident.page()
        for late in (0, 1)
    )


def test_a_second_lookup_replaces_the_first(resident: Resident, file) -> None:
    first, second = file(title="第一件"), file(title="第二件")
    resident.enter(first).enter(second)
    page = resident.page()
    assert "第二件" in page
    assert "第一件" not in page


def test_no_cache_keeps_the_matter(resident: Resident, matter) -> None:
    resident.enter(matter)
    response = resident.client.get(reverse("petitions:track"))
    assert "no-store" in response["Cache-Control"]


def _idle(resident: Resident, minutes: int) -> None:
    session = resident.client.session
    seen = timezone.now() - timedelta(minutes=minutes)
    session["tracking"] = {**session["tracking"], "seen": seen.isoformat()}
    session.save()


def _without_token(page: str) -> str:
    before, _name, rest = page.partition('name="csrfmiddlewaretoken" value="')
    return before + rest[rest.index('"') :]
