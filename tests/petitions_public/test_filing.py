from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casework.models import Case, Submission
from petitions_public.jobs import expire_drafts
from petitions_public.models import Draft
from tests.petitions_public.walker import ANSWERS, Resident


def test_a_report_leaves_before_anything_is_stored(resident: Resident) -> None:
    response = resident.client.post(reverse("petitions:new"), {"kind": "report"}, follow=True)
    assert "12388" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert not Draft.objects.exists()
    assert not response.cookies


def test_a_draft_begins_with_the_first_answer_and_opens_by_cookie(resident: Resident) -> None:
    response = resident.client.post(reverse("petitions:new"), {"kind": "appeal"})
    handle = Draft.objects.get().pk
    cookie = response.cookies[f"draft-{handle}"]
    assert response.url == reverse("petitions:step", args=[handle, "what"])
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert not cookie["secure"]


def test_the_cookie_is_secure_over_https_and_reaches_the_elder_version(city) -> None:
    response = Client().post("/elder/petitions/new/", {"kind": "appeal"}, secure=True)
    cookie = response.cookies[f"draft-{Draft.objects.get().pk}"]
    assert cookie["secure"]
    assert cookie["path"] == "/"
    assert response.url.startswith("/elder/")


def test_what_was_typed_is_sealed_in_the_database(resident: Resident) -> None:
    resident.fill()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers, secret_digest FROM petitions_public_draft")
        answers, digest = cursor.fetchone()
    assert "电梯" not in answers
    assert resident.client.cookies[f"draft-{resident.handle}"].value != digest


def test_a_stranger_with_the_address_gets_a_page_that_says_what_to_do(resident: Resident) -> None:
    resident.fill()
    for address in (resident.address("what"), resident.address("check")):
        response = Client().get(address)
        assert response.status_code == 404
        assert "not open on this device" in response.content.decode()


def test_words_sent_to_a_draft_that_is_gone_are_shown(resident: Resident) -> None:
    resident.begin()
    Draft.objects.all().delete()
    response = resident.post("what")
    assert response.status_code == 404
    assert "物业说等配件" in response.content.decode()


def test_invalid_answers_are_kept_and_shown_with_their_errors(resident: Resident) -> None:
    page = resident.begin().post_and_see("what", title="电" * 65, text="坏了", request="")
    assert "5 characters too long" in page
    assert 'href="#id_request"' in page
    assert "<title>Error:" in page
    assert "电" * 65 in resident.get("what").content.decode()


@pytest.mark.parametrize(
    ("target", "goes"),
    [
        ("/en/petitions/start-of-all/", "/en/petitions/start-of-all/"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("/\\evil.example", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_leaving_a_page_keeps_it_unjudged_and_stays_on_this_host(
    resident: Resident, target: str, goes: str | None
) -> None:
    response = resident.begin().post("what", title="半句", text="", request="", go=target)
    assert response.url == goes or (goes is None and response.url == resident.address("what"))
    assert resident.draft.by_step["what"]["title"] == "半句"


def test_fields_that_are_not_on_the_page_are_left_out(resident: Resident) -> None:
    resident.begin().post("what", **ANSWERS["what"], kind="report", is_superuser="1")
    assert set(resident.draft.by_step["what"]) == {"title", "text", "request"}


def test_an_unknown_step_is_no_page(resident: Resident) -> None:
    assert resident.begin().get("salary").status_code == 404


def test_checking_too_early_leads_to_the_first_page_that_is_missing(resident: Resident) -> None:
    resident.fill(who={"phone": "139"})
    response = resident.client.get(resident.address("check"), follow=True)
    assert response.request["PATH_INFO"] == resident.address("who")
    assert "mobile number of 11 digits" in response.content.decode()


def test_a_page_with_errors_has_an_address_that_sends_nothing_again(resident: Resident) -> None:
    resident.fill()
    response = resident.client.post(resident.address("who") + "?back=check", {"phone": "139"})
    assert response.url == resident.address("who") + "?again=1&back=check"


def test_one_changed_answer_leads_back_to_the_list(resident: Resident) -> None:
    resident.fill()
    response = resident.client.post(resident.address("where") + "?back=check", {"place": "别处"})
    assert response.url == resident.address("check")
    assert "别处" in resident.get("check").content.decode()


def test_the_first_question_can_be_changed_and_never_into_a_report(resident: Resident) -> None:
    resident.fill().post("kind", kind="suggestion")
    assert resident.draft.kind == "suggestion"
    response = resident.post("kind", kind="report")
    assert "12388" in response.content.decode()
    assert resident.draft.kind == "suggestion"


def test_a_form_can_be_deleted_before_it_is_handed_in(resident: Resident) -> None:
    resident.fill()
    resident.client.post(reverse("petitions:discard", args=[resident.handle]))
    assert not Draft.objects.exists()
    assert not Case.objects.exists()


def test_two_forms_in_one_browser_do_not_mix(resident: Resident) -> None:
    first = resident.fill().handle
    other = Resident(resident.client).begin("enquiry")
    other.post("what", title="另一件", text="问一问", request="请告诉我")
    assert Draft.objects.get(pk=first).by_step["what"]["title"] == "电梯停运半个月"


def test_two_tabs_on_two_pages_of_one_form_keep_both(resident: Resident) -> None:
    resident.begin()
    resident.post("who")
    resident.post("what")
    assert set(resident.draft.by_step) == {"who", "what"}


def test_drafts_expire_seven_days_after_the_last_change(resident: Resident) -> None:
    resident.begin()
    now = timezone.now()
    expire_drafts(now + timedelta(days=6, hours=23))
    assert Draft.objects.exists()
    expire_drafts(now + timedelta(days=7, hours=1))
    assert not Draft.objects.exists()


def test_a_shared_computer_forgets_what_was_handed_in_long_ago(resident: Resident) -> None:
    old = [resident.begin().handle for _count in range(12)]
    Draft.objects.update(submitted_at=timezone.now() - timedelta(days=2))
    resident.begin()
    assert all(not resident.client.cookies[f"draft-{handle}"].value for handle in old)


def test_sixty_forms_an_hour_are_enough_for_one_address(resident: Resident) -> None:
    for _count in range(60):
        resident.begin()
    response = resident.client.post(reverse("petitions:new"), {"kind": "appeal"})
    assert response.status_code == 429


def test_a_long_odd_text_comes_through_whole(resident: Resident) -> None:
    text = ("第一行<b>不是标签</b> & “引号” 𠮷 🛗\n\n\t第二段 " + "字" * 100 + "\n") * 30
    text = text[:3700].strip()
    resident.fill(what={"text": text}).hand_in()
    assert Submission.objects.get().text == text


def test_an_unknown_handle_is_no_form(resident: Resident) -> None:
    resident.handle = uuid4()
    assert resident.get("what").status_code == 404
