"""What the public reads about hearings."""

import pytest

from hearings import actions
from hearings.choices import ChangeKind
from hearings.models import Hearing, HearingPage
from tests.cast import MORNING, at
from tests.hearings.conftest import opened
from tests.hearings.test_actions import FINDINGS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(MORNING, tick=False)


@pytest.fixture
def page(hearing, index, cast) -> HearingPage:
    made = opened(hearing(), by=cast.editor)
    made.get_latest_revision().publish()
    return HearingPage.objects.get(pk=made.pk)


def test_the_page_tells_when_where_who_and_how(page, client):
    text = client.get(page.get_url()).content.decode()
    for words in ("2026-12-15 09:00", "群众之家二楼", "年满十八周岁", "2026-11-17"):
        assert words in text


def test_a_reverted_revision_moves_no_date(page, cast, publisher):
    old = page.get_latest_revision()
    row = Hearing.objects.get()
    change = actions.ask_change(
        row, ChangeKind.POSTPONED, "场地维修。", after=at(12, 22, 9), by=cast.editor
    )
    actions.decide(change, approve=True, by=publisher)
    old.publish()
    assert Hearing.objects.get().held_at == at(12, 22, 9)


def test_the_outcome_stands_on_the_page_once_approved(page, cast, publisher, client, time_machine):
    time_machine.move_to(at(12, 16), tick=False)
    actions.record_held(Hearing.objects.get(), by=cast.editor)
    actions.write_outcome(Hearing.objects.get(), FINDINGS, by=cast.editor)
    change = actions.ask_change(
        Hearing.objects.get(), ChangeKind.CONCLUDED, "听证会已开完。", by=cast.editor
    )
    assert FINDINGS.conclusion not in client.get(page.get_url()).content.decode()
    actions.decide(change, approve=True, by=publisher)
    assert FINDINGS.conclusion in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize("count", [1, 7])
def test_the_list_costs_the_same_however_many_hearings(
    hearing, index, cast, client, django_assert_max_num_queries, count
):
    for number in range(count):
        row = hearing(name=f"听证{number}")
        opened(row, by=cast.editor).get_latest_revision().publish()
    client.get(index.get_url())
    with django_assert_max_num_queries(15):
        text = client.get(index.get_url()).content.decode()
    assert text.count('<article class="card">') == count


def test_the_list_shows_a_stage_without_script(hearing, index, cast, client):
    opened(hearing(), by=cast.editor).get_latest_revision().publish()
    assert "停车" in client.get(index.get_url(), {"stage": "ahead"}).content.decode()
    assert "停车" not in client.get(index.get_url(), {"stage": "ended"}).content.decode()
