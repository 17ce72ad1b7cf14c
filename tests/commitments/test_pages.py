"""Pages tell, rows hold: nothing done to a page moves a date."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from commitments import actions
from commitments.choices import ChangeKind
from commitments.models import Commitment, CommitmentPage
from tests.cast import MORNING, at
from tests.commitments.conftest import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _november(time_machine):
    time_machine.move_to(at(11, 24), tick=False)


def moved(row: Commitment, editor, publisher) -> None:
    row = Commitment.objects.get(pk=row.pk)
    change = actions.ask_change(
        row, ChangeKind.DUE_DATE, "雨季停工。", after=date(2027, 3, 1), by=editor, now=MORNING
    )
    actions.decide(change, approve=True, by=publisher, now=MORNING)


def test_publishing_the_page_announces_the_promise(promise, index, cast):
    row = promise()
    page = opened(row, by=cast.editor)
    assert not Commitment.objects.announced().exists()
    page.get_latest_revision().publish()
    row.refresh_from_db()
    assert row.announced_at == at(11, 24) and row.first_due_on == row.due_on


def test_opening_the_page_twice_gives_one_page(promise, index, cast):
    row = promise()
    assert opened(row, by=cast.editor) == opened(row, by=cast.editor)


def test_a_reverted_revision_moves_no_date(announced, cast, publisher, client):
    old = announced.get_latest_revision()
    moved(announced.commitment, cast.editor, publisher)
    old.publish()
    row = Commitment.objects.get()
    assert row.due_on == date(2027, 3, 1)
    text = client.get(announced.get_url()).content.decode()
    assert "2027-03-01" in text and "2026-12-20" in text  # now, and as first promised


def test_a_copy_tells_of_no_promise_and_cannot_be_published(announced):
    copy = announced.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert copy.commitment is None
    assert copy.get_latest_revision_as_object().commitment is None
    assert announced.commitment.pages.count() == 1


def test_a_translation_tells_of_the_same_promise(announced, english, client):
    translated = announced.copy_for_translation(english)
    assert translated.commitment_id == announced.commitment_id
    translated.get_latest_revision().publish()
    text = client.get(CommitmentPage.objects.get(pk=translated.pk).get_url()).content.decode()
    assert "300 street lamps" in text and "2026-12-20" in text


def test_a_language_has_one_page_of_a_promise(announced, index):
    twin = CommitmentPage(
        title="又一页", slug="twin", summary="…", commitment=announced.commitment
    )
    with pytest.raises(ValidationError):
        index.add_child(instance=twin)


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_costs_the_same_however_many_promises(
    promise, index, cast, client, django_assert_max_num_queries, count
):
    for number in range(count):
        page = opened(promise(name=f"承诺{number}"), by=cast.editor)
        page.get_latest_revision().publish()
    client.get(index.get_url())
    with django_assert_max_num_queries(15):
        text = client.get(index.get_url()).content.decode()
    assert text.count('<article class="card">') == count


def test_the_list_is_filtered_by_standing_and_year_without_script(
    promise, index, cast, publisher, client
):
    slow, on_track = promise(name="慢的"), promise(name="新的", starts_on=date(2026, 11, 23))
    for row in (slow, on_track):
        opened(row, by=cast.editor).get_latest_revision().publish()
    text = client.get(index.get_url(), {"status": "slow"}).content.decode()
    assert "慢的" in text and "新的" not in text
    assert "慢的" in client.get(index.get_url(), {"year": "nonsense"}).content.decode()
