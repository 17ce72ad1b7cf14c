from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.models import Case, Petitioner, Submission
from petitions_public.models import Draft
from tests.petitions_public.walker import ANSWERS, HUMAN, Resident


def test_handing_in_shows_number_code_and_the_next_date(resident: Resident) -> None:
    response = resident.fill().hand_in()
    assert response.url == reverse("petitions:receipt", args=[resident.handle])
    page = resident.receipt().content.decode()
    case = Case.objects.get()
    assert case.number in page
    assert "Handing in is not yet acceptance." in page
    assert case.clocks.get().due_on.isoformat() in page


def test_everything_typed_reaches_the_queue(resident: Resident, city) -> None:
    resident.fill(where={"area": str(city.room.pk)}).hand_in()
    case, person = Case.objects.get(), Petitioner.objects.get()
    assert case.submission.texts() == (*ANSWERS["what"].values(), "千秋路 3 号院")
    assert case.area == city.room
    assert case.category.code == "housing_property"
    assert (person.name, person.phone, person.address) == tuple(ANSWERS["who"].values())
    assert case.submission.language == "en"


def test_who_and_where_may_be_left_out(resident: Resident) -> None:
    nobody = dict.fromkeys(ANSWERS["who"], "")
    resident.fill(who=nobody, where={"place": ""}, about={"category": "unsure"})
    assert "cannot promise you a written notice" in resident.get("check").content.decode()
    resident.hand_in()
    assert Case.objects.get().category is None


def test_the_words_are_gone_from_the_draft_at_once(resident: Resident) -> None:
    resident.fill().hand_in()
    assert resident.draft.answers == ""
    assert resident.draft.submitted_at


def test_the_same_form_sent_again_gives_the_same_receipt(resident: Resident) -> None:
    resident.fill().hand_in()
    first = resident.receipt().context["filed"]
    again = resident.hand_in(picture_1="wrong by now")
    assert again.url == reverse("petitions:receipt", args=[resident.handle])
    second = resident.receipt().context["filed"]
    assert (first.number, first.code) == (second.number, second.code)
    assert Submission.objects.count() == 1


def test_a_killed_server_that_had_stored_the_matter_still_finds_it(resident: Resident) -> None:
    """The words were written back as if the draft's own change had been lost."""
    draft = resident.fill().draft
    resident.hand_in()
    number = Case.objects.get().number
    Draft.objects.get(pk=draft.pk).delete()
    draft.save(force_insert=True)
    resident.hand_in()
    assert Case.objects.get().number == number


def test_a_second_tab_that_writes_on_is_told_and_shown_its_words(resident: Resident) -> None:
    resident.fill().hand_in()
    response = resident.post("what", title="改一改", text="新写的话", request="请看")
    assert response.status_code == 409
    assert "新写的话" in response.content.decode()
    assert resident.get("what").url == reverse("petitions:receipt", args=[resident.handle])


def test_a_wrong_captcha_keeps_everything_and_asks_anew(resident: Resident) -> None:
    first = resident.fill().get("check").content.decode()
    page = resident.post_and_see("check", **{**HUMAN, "picture_1": "999"})
    assert "The sum is not right. Here is a new one." in page
    assert "物业说等配件" in page
    assert _key(page) != _key(first)
    assert not Case.objects.exists()


def test_no_answer_at_all_is_asked_for(resident: Resident) -> None:
    page = resident.fill().post_and_see("check", picture_1="", question_1="")
    assert "Please answer one of the two" in page


def test_another_question_comes_by_a_button(resident: Resident) -> None:
    resident.fill()
    response = resident.hand_in(go=resident.address("check"), picture_1="")
    assert response.url == resident.address("check")


def test_the_answer_is_asked_for_in_the_language_of_the_page(resident: Resident) -> None:
    page = resident.fill().get("check").content.decode()
    assert "What is" in page or "Which day" in page


def test_thirty_submits_an_hour_are_enough_for_one_address(resident: Resident) -> None:
    resident.fill()
    for _count in range(30):
        resident.hand_in(picture_1="999")
    assert resident.hand_in().status_code == 429


def test_the_code_is_shown_until_it_was_written_down(resident: Resident) -> None:
    resident.fill().hand_in()
    code = resident.receipt().context["filed"].code
    groups = f"{code[:4]} {code[4:8]} {code[8:]}"
    assert groups in resident.receipt().content.decode()
    resident.client.post(reverse("petitions:note_code", args=[resident.handle]))
    page = resident.receipt().content.decode()
    assert groups not in page
    assert "no longer shown here" in page


def test_the_code_is_shown_for_a_day_only(resident: Resident) -> None:
    resident.fill().hand_in()
    Petitioner.objects.update(code_issued_at=timezone.now() - timedelta(hours=25))
    assert "no longer shown here" in resident.receipt().content.decode()


def test_the_receipt_needs_the_cookie(resident: Resident) -> None:
    resident.fill().hand_in()
    resident.client.cookies.clear()
    assert resident.receipt().status_code == 404


def test_there_is_no_receipt_before_handing_in(resident: Resident) -> None:
    resident.fill()
    assert resident.receipt().url == resident.address("check")


@pytest.mark.parametrize("step", ["what", "where", "about", "who"])
def test_a_stale_token_shows_what_was_typed_and_stores_nothing(
    careful: Resident, step: str
) -> None:
    _begin_with_token(careful)
    typed = {**ANSWERS[step], "csrfmiddlewaretoken": "stale"}
    response = careful.client.post(careful.address(step), typed)
    page = response.content.decode()
    assert "was not sent" in page
    assert all(value in page for value in ANSWERS[step].values())
    assert "csrfmiddlewaretoken" in page
    assert careful.draft.by_step == {}


def test_a_stale_token_on_the_last_page_hands_nothing_in(careful: Resident) -> None:
    careful.client.handler.enforce_csrf_checks = False
    careful.fill()
    careful.client.handler.enforce_csrf_checks = True
    response = careful.hand_in(**HUMAN)
    assert "was not sent" in response.content.decode()
    assert not Case.objects.exists()


def test_a_stale_token_on_the_first_question_asks_it_again(careful: Resident) -> None:
    response = careful.client.post(reverse("petitions:new"), {"kind": "enquiry"})
    assert "was not sent" in response.content.decode()
    assert not Draft.objects.exists()


def _begin_with_token(careful: Resident) -> None:
    careful.client.handler.enforce_csrf_checks = False
    careful.begin()
    careful.client.handler.enforce_csrf_checks = True
    careful.get("what")


def _key(page: str) -> str:
    return page.split('name="picture_0" value="')[1].split('"')[0]


def test_a_question_need_not_say_what_it_asks_for_and_a_trouble_must(resident: Resident) -> None:
    for kind, onward in (("enquiry", True), ("appeal", False)):
        resident.begin(kind)
        answer = resident.post("what", **{**ANSWERS["what"], "request": ""})
        assert answer.url.endswith("/where/") is onward
