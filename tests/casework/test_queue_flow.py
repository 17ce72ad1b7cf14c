"""The working day through the admin's own pages: from the list to the closed matter."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override

from casework.choices import Act, CloseGround, Decision, Kind, Route
from casework.models import Category, Letter, Note
from casework.workflow import Status
from units.models import User

OPINION = {
    "facts": "电梯主板损坏。",
    "legal_basis": "《物业管理条例》第三十五条。",
    "decision": Decision.SUPPORTED,
    "body": "七日内更换。",
    "remedy": "三十日内可申请复查。",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(act: str, matter) -> str:
    return reverse(f"matters:{act}", args=[matter.number])


def press(user: User, act: str, matter, **data: object):
    """Open the act's page and send its form, as a browser does."""
    client = signed_in(user)
    page = client.get(address(act, matter))
    assert page.status_code == 200, page.status_code
    return client.post(address(act, matter), data | {"seen": page.context["seen"]})


def test_a_matter_is_walked_from_the_list_to_its_end_through_the_pages(matter):
    cast, city = matter.cast, matter.city
    register = {"kind": Kind.APPEAL, "route": Route.PETITION_PROCEDURE, "category": ""}
    assert press(cast.duty_officer, "register", matter, **register).url == address("refer", matter)
    press(cast.duty_officer, "refer", matter, unit=city.station.pk, kind="transfer", reason="请办")
    assert press(cast.handler, "accept", matter).url == address("draft", matter)
    press(cast.handler, "draft", matter, lay="1", **OPINION)
    press(cast.head, "issue", matter)
    press(
        cast.handler, "close", matter, ground=CloseGround.CARRIED_OUT, proof="已更换，照片在卷。"
    )
    acts = list(matter.case.events.order_by("recorded_at").values_list("act", flat=True))
    assert acts == ["submit", "register", "refer", "accept", "issue", "close"]
    assert matter.case.status == Status.CLOSED


def test_registering_an_appeal_without_a_route_is_told_beside_the_field(matter):
    page = press(matter.cast.duty_officer, "register", matter, kind=Kind.APPEAL, route="")
    assert page.status_code == 200
    assert page.context["form"].errors["route"]
    assert matter.case.status == Status.SUBMITTED


def test_a_draft_is_saved_incomplete_but_not_laid_before_the_head(matter):
    matter.register().refer().accept()
    press(matter.cast.handler, "draft", matter, save="1", facts="查明")
    assert matter.case.letters.get(kind="opinion").facts == "查明"
    page = press(matter.cast.handler, "draft", matter, lay="1", facts="查明二")
    assert page.status_code == 409
    with override(settings.LANGUAGE_CODE):
        assert gettext("the legal basis") in page.context["failure"]
    assert page.context["form"]["facts"].value() == "查明二"


def test_the_preview_is_the_letter_itself_and_changes_nothing(matter):
    matter.register().refer()
    page = signed_in(matter.cast.handler).get(address("accept", matter))
    assert matter.number in page.context["preview"]
    assert "住房和城乡建设局" in page.context["preview"]
    assert matter.case.status == Status.REFERRED
    assert not matter.case.letters.exists()


def test_the_head_reads_the_answer_exactly_as_it_is_issued(matter):
    matter.register().refer().accept().lay()
    page = signed_in(matter.cast.head).get(address("issue", matter))
    press(matter.cast.head, "issue", matter)
    assert page.context["preview"] == matter.answer.text


def test_a_draft_sent_back_is_in_the_handlers_own_tab(matter):
    matter.register().refer().accept().lay()
    press(matter.cast.head, "send-back", matter, reason="请写明依据")
    page = signed_in(matter.cast.handler).get(reverse("matters:index") + "?tab=sent-back")
    assert [row.number for row in page.context["rows"]] == [matter.number]
    matter.lay()
    page = signed_in(matter.cast.handler).get(reverse("matters:index") + "?tab=sent-back")
    assert page.context["rows"] == []


def test_the_reason_stands_on_the_page_of_the_draft_until_it_is_laid_again(matter):
    matter.register().refer().accept().lay()
    handler = signed_in(matter.cast.handler)
    assert b"help-warning" in handler.get(address("draft", matter)).content
    press(matter.cast.head, "send-back", matter, reason="请写明依据")
    assert "请写明依据" in handler.get(address("draft", matter)).content.decode()
    press(matter.cast.handler, "draft", matter, lay="1", **OPINION)
    page = handler.get(address("draft", matter))
    assert page.context["file"].sent_back is None


def test_who_comes_second_keeps_the_draft_and_reads_who_was_first(matter):
    matter.register().refer()
    cast = matter.cast
    seen = signed_in(cast.colleague).get(address("ask-material", matter)).context["seen"]
    press(cast.handler, "accept", matter)
    page = signed_in(cast.colleague).post(
        address("ask-material", matter), {"what": "请补房产证", "seen": seen}
    )
    assert page.status_code == 409
    assert "handler" in page.context["failure"]
    assert page.context["form"]["what"].value() == "请补房产证"
    assert page.context["file"].case.status == Status.ACCEPTED
    assert not Letter.objects.filter(kind="material").exists()


def test_two_handlers_do_not_overwrite_each_others_draft(matter):
    matter.register().refer().accept()
    cast = matter.cast
    seen = signed_in(cast.colleague).get(address("draft", matter)).context["seen"]
    press(cast.handler, "draft", matter, save="1", facts="甲查明")
    page = signed_in(cast.colleague).post(
        address("draft", matter), {"facts": "乙查明", "save": "1", "seen": seen}
    )
    assert page.status_code == 409
    assert page.context["form"]["facts"].value() == "乙查明"
    assert matter.answer.facts == "甲查明"


def test_a_matter_that_moved_away_while_one_wrote_gives_the_text_back(matter):
    matter.register().refer()
    cast, city = matter.cast, matter.city
    seen = signed_in(cast.handler).get(address("ask-material", matter)).context["seen"]
    press(cast.duty_officer, "refer", matter, unit=city.other_station.pk, kind="transfer")
    page = signed_in(cast.handler).post(
        address("ask-material", matter), {"what": "请补房产证", "seen": seen}
    )
    assert page.status_code == 404
    assert "请补房产证" in page.content.decode()
    assert matter.number not in page.content.decode()


@pytest.mark.parametrize("act", ["register", "note"])
def test_a_double_click_does_it_once(matter, act):
    client = signed_in(matter.cast.duty_officer)
    seen = client.get(address(act, matter)).context["seen"]
    data = {"kind": Kind.SUGGESTION, "route": "", "text": "已电话联系", "seen": seen}
    answers = [client.post(address(act, matter), data) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    registered = matter.case.events.filter(act=Act.REGISTER).count()
    assert registered + Note.objects.filter(text__isnull=False).count() == 1


def test_a_form_without_the_version_it_was_written_against_does_nothing(matter):
    client = signed_in(matter.cast.duty_officer)
    data = {"kind": Kind.SUGGESTION, "route": ""}
    assert client.post(address("register", matter), data).status_code == 409
    assert matter.case.status == Status.SUBMITTED


def test_a_paper_delivery_is_recorded_with_its_own_day(matter):
    matter.register().refer().accept().answered()
    letter = matter.answer
    data = {"letter": letter.pk, "person": matter.resident.pk, "how": "handed_over"}
    page = press(matter.cast.handler, "deliver", matter, day="2026-11-05", **data)
    assert page.status_code == 302
    delivery = letter.deliveries.get()
    assert delivery.recorded_by == matter.cast.handler
    assert f"{delivery.at:%Y-%m-%d}" == "2026-11-05"


def test_sealing_takes_the_matter_out_of_the_duty_officers_sight(matter):
    matter.register()
    answer = press(matter.cast.duty_officer, "seal", matter, sure="on")
    assert answer.url == reverse("matters:index")
    client = signed_in(matter.cast.duty_officer)
    assert client.get(address("inspect", matter)).status_code == 404
    desk = signed_in(matter.cast.discipline)
    assert desk.get(address("inspect", matter)).status_code == 200


def test_what_an_organ_accepted_keeps_its_kind_and_gets_another_category(matter):
    matter.register().refer().accept()
    category = Category.objects.exclude(pk=matter.case.category_id).first()
    data = {"kind": Kind.SUGGESTION, "route": "", "category": category.pk}
    assert press(matter.cast.duty_officer, "classify", matter, **data).status_code == 302
    assert (matter.case.kind, matter.case.category) == (Kind.APPEAL, category)


def test_after_the_unit_was_named_its_handler_finds_the_matter_no_longer(matter):
    matter.register().refer()
    cast, city = matter.cast, matter.city
    page = signed_in(cast.duty_officer).get(address("accused", matter))
    assert city.station.name in page.context["form"]["units"].help_text
    answer = press(cast.duty_officer, "accused", matter, units=[city.station.pk])
    assert answer.url == address("inspect", matter)
    assert signed_in(cast.handler).get(address("inspect", matter)).status_code == 404
    page = signed_in(cast.duty_officer).get(address("accused", matter))
    assert page.context["form"]["units"].initial.get() == city.station


def test_who_names_oneself_is_led_to_the_list_with_a_message(matter):
    duty = matter.cast.duty_officer
    client = signed_in(duty)
    seen = client.get(address("accused", matter)).context["seen"]
    answer = client.post(address("accused", matter), {"users": [duty.pk], "seen": seen})
    assert answer.url == reverse("matters:index")
    page = client.get(answer.url)
    assert len(page.context["messages"]) == 2
    assert page.context["rows"] == []
    assert client.get(address("inspect", matter)).status_code == 404


def test_the_people_offered_are_those_with_a_post_by_name_and_unit(matter):
    form = signed_in(matter.cast.supervisor).get(address("accused", matter)).context["form"]
    labels = [label for _pk, label in form.fields["users"].choices]
    assert "handler · 住建局群众工作站" in labels
    assert len(labels) == User.objects.filter(posts__isnull=False).distinct().count()


def test_work_is_begun_by_one_button_that_then_goes_away(matter):
    matter.register().refer().accept()
    answer = press(matter.cast.handler, "begin", matter)
    assert answer.url == address("inspect", matter)
    assert matter.case.events.filter(act=Act.START_WORK).count() == 1
    again = signed_in(matter.cast.colleague).get(address("begin", matter))
    assert again.url == address("inspect", matter)
