import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casework import actions
from casework.choices import CloseGround, Kind
from casework.models import Delivery, Event, Note
from tests import cast as stage
from tests.petitions_public.walker import Resident

NOW = timezone.now


def address(name: str, pk: object) -> str:
    return reverse(f"petitions:{name}", args=[pk])


@pytest.fixture
def answered(file) -> stage.Matter:
    now = NOW()
    return file(now=now).register(now).refer(now).accept(now).answered(now)


def without_spans(page: str) -> str:
    """Dates are kept on one line by a span around each."""
    return re.sub(r"</?span[^>]*>", "", page)


def test_the_page_says_where_by_when_and_whose_turn(resident: Resident, file) -> None:
    now = NOW()
    matter = file(now=now).register(now).refer(now).accept(now)
    page = resident.enter(matter).page()
    due = matter.case.clocks.get(kind="handle").due_on.isoformat()
    assert "<b>60</b> days left" in page
    assert due in page
    assert "住建局群众工作站" in page
    assert "0398-0000101" in page
    assert "you need not do anything" in page


def test_a_late_office_is_named_in_words(resident: Resident, file) -> None:
    matter = file(now=NOW() - timedelta(days=12))
    page = resident.enter(matter).page()
    late = -matter.seen(NOW()).clock.days_left
    assert f"<b>{late}</b> days late" in page
    assert f"is {late} days over its time" in page


def test_a_notice_is_read_at_once_and_an_answer_behind_its_button(
    resident: Resident, answered: stage.Matter
) -> None:
    page = without_spans(resident.enter(answered).page())
    notice = answered.case.letters.get(kind="acceptance").text.splitlines()
    assert notice[0] in page
    assert notice[2] in page
    assert "电梯主板损坏" not in page
    assert "from that day the 30 days run" in page


def test_opening_the_answer_is_its_delivery(resident: Resident, answered: stage.Matter) -> None:
    resident.enter(answered)
    response = resident.client.post(address("track_open", answered.answer.pk), follow=True)
    page = response.content.decode()
    assert "电梯主板损坏" in page
    assert "三门峡市住建局" in page
    assert Delivery.objects.get().how == "opened_online"
    until = answered.seen(NOW()).rights[0].due_on.isoformat()
    assert f"for review, in writing, until {until} (Regulation" in re.sub(
        r"</?span[^>]*>", "", page
    )


def test_bureau_and_unit_are_rated_apart_and_once(resident: Resident, answered) -> None:
    resident.enter(answered.read(NOW()))
    rate = address("track_rate", answered.case.uuid)
    resident.client.post(rate, {"bureau": "satisfied", "unit": "dissatisfied"})
    again = resident.client.post(rate, {"bureau": "satisfied", "unit": "satisfied"})
    assert "Your rating: bureau Satisfied, unit Not satisfied." in resident.page()
    assert "already" in again.content.decode()
    assert Event.objects.filter(act__startswith="rate_").count() == 2


def test_a_rating_that_is_half_given_is_asked_for(resident: Resident, answered) -> None:
    resident.enter(answered.read(NOW()))
    rate = address("track_rate", answered.case.uuid)
    page = resident.client.post(rate, {"bureau": "satisfied"}).content.decode()
    assert "Please rate the unit." in page
    assert 'href="#id_0_rate_unit_0"' in page
    assert "<title>Error:" in page


def test_saying_it_is_solved_closes_it_with_its_reason(resident: Resident, answered) -> None:
    resident.enter(answered.read(NOW()))
    said = {"answer": "solved", "words": "修好了，谢谢。"}
    resident.client.post(address("track_solved", answered.case.uuid), said)
    page = resident.page()
    assert answered.case.status == "closed"
    assert str(CloseGround.CONFIRMED.label) in page
    assert "You said: Solved." in page
    assert Note.objects.get().text == "修好了，谢谢。"


def test_saying_it_is_not_solved_makes_it_disputed(resident: Resident, answered) -> None:
    resident.enter(answered.read(NOW()))
    resident.client.post(address("track_solved", answered.case.uuid), {"answer": "not_solved"})
    assert answered.case.status == "disputed"


def test_material_is_supplied_where_it_is_asked_for(resident: Resident, file, cast) -> None:
    now = NOW()
    matter = file(now=now).register(now).refer(now)
    actions.ask_material(matter.case, "请寄合同复印件", by=cast.handler, now=now)
    resident.enter(matter)
    assert "Your turn" in resident.page()
    words = {"words": "合同见附页。\n第二行"}
    resident.client.post(address("track_supply", matter.case.uuid), words)
    assert Note.objects.get().text == words["words"]
    assert matter.case.status == "referred"


def test_words_for_which_it_is_too_late_are_shown(resident: Resident, file, cast) -> None:
    now = NOW()
    matter = file(now=now).register(now).refer(now)
    actions.ask_material(matter.case, "请寄合同复印件", by=cast.handler, now=now)
    resident.enter(matter)
    resident.client.post(address("track_supply", matter.case.uuid), {"words": "第一次"})
    late = resident.client.post(address("track_supply", matter.case.uuid), {"words": "来晚了"})
    assert late.status_code == 200
    assert "来晚了" in late.content.decode()


def test_words_sent_after_the_session_ended_wait_through_the_lookup(
    resident: Resident, file, cast
) -> None:
    now = NOW()
    matter = file(now=now).register(now).refer(now)
    actions.ask_material(matter.case, "请寄合同复印件", by=cast.handler, now=now)
    words = "写了很久\n的话"
    lookup = resident.client.post(address("track_supply", matter.case.uuid), {"words": words})
    page = lookup.content.decode()
    assert "what you wrote is kept" in page
    assert f'name="kept" value="{words}"' in page
    opened = resident.look_up(matter.number, matter.code, kept=words).content.decode()
    assert f"{words}</textarea>" in opened
    assert not Note.objects.exists()


@pytest.mark.parametrize("name", ["track_open", "track_rate", "track_solved", "track_supply"])
def test_a_foreign_matter_is_not_there(resident: Resident, file, name: str) -> None:
    now = NOW()
    mine, foreign = file(now=now), file(now=now).register(now).refer(now).accept(now)
    foreign.answered(now).read(now)
    pk = foreign.answer.pk if name == "track_open" else foreign.case.uuid
    typed = {"bureau": "satisfied", "unit": "satisfied", "answer": "solved", "words": "x"}
    resident.enter(mine)
    assert resident.client.post(address(name, pk), typed).status_code == 404
    assert resident.client.post(address(name, uuid4()), typed).status_code == 404
    assert foreign.case.status == "replied"


def test_an_act_opened_by_its_address_leads_to_the_matter(resident: Resident, matter) -> None:
    for name in ("track_rate", "track_solved", "track_supply"):
        response = resident.client.get(address(name, matter.case.uuid))
        assert response.url == reverse("petitions:track")


def test_a_reply_to_a_question_promises_no_review(resident: Resident, file) -> None:
    now = NOW()
    matter = file(now=now, kind=Kind.ENQUIRY).register(now, None).refer(now).answered(now)
    page = resident.enter(matter).page()
    assert "30 days to tell us whether it is solved" in page
    resident.client.post(address("track_open", matter.answer.pk))
    assert "for review" not in resident.page()


def test_a_long_odd_text_is_shown_whole_and_safely(resident: Resident, file) -> None:
    text = ("<script>x</script> & “引号” 𠮷\n第二行\n" + "字" * 90 + "\n") * 30
    page = resident.enter(file(now=NOW(), text=text)).page()
    assert "&lt;script&gt;x&lt;/script&gt; &amp; “引号” 𠮷<br>第二行<br>" in page
    assert page.count("字" * 90) == 30


def test_a_stale_token_sends_nothing_and_keeps_the_words(
    careful: Resident, answered: stage.Matter
) -> None:
    careful.client.handler.enforce_csrf_checks = False
    careful.enter(answered.read(NOW()))
    careful.client.handler.enforce_csrf_checks = True
    said = {"answer": "not_solved", "words": "还是坏的"}
    response = careful.client.post(address("track_solved", answered.case.uuid), said)
    assert "还是坏的" in response.content.decode()
    assert answered.case.status == "replied"


def test_the_page_costs_at_most_twenty_queries(resident: Resident, answered) -> None:
    resident.enter(answered.read(NOW()))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        resident.page()
    assert len(queries) <= 20, "\n".join(query["sql"][:150] for query in queries)
