"""A hearing keeps its day: announced under the rules of its kind, moved by two people only."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import ActFailed, NotYet
from core.models import CityRule
from hearings import actions
from hearings.choices import ChangeKind as C
from hearings.models import Hearing
from hearings.status import HearingStatus as S
from tests.cast import MORNING, at

pytestmark = pytest.mark.django_db
FINDINGS = actions.Findings(
    participants=14,
    observers=20,
    opinions=9,
    adopted=6,
    conclusion="多数同意按时段收费。",
    adoption="六条采纳，三条未采纳，原因见纪要。",
)


def fresh(row: Hearing) -> Hearing:
    return Hearing.objects.with_record().get(pk=row.pk)


def ask(row, by, kind, after=None, now=MORNING):
    return actions.ask_change(row, kind, "场地维修。", by=by, after=after, now=now)


def test_the_notice_sets_the_last_days_by_the_rule_of_its_kind(given):
    assert given.apply_until == date(2026, 11, 17)  # ten working days after 3 November
    assert given.materials_by == date(2026, 12, 7)  # seven whole days before
    assert given.minutes_by == date(2026, 12, 24)  # seven working days after
    assert not given.notice_is_short


def test_a_late_notice_is_said_to_be_late(hearing):
    row = hearing(held_at=at(11, 20))
    actions.announce(row, now=MORNING)
    assert fresh(row).notice_is_short


def test_a_stricter_rule_of_the_city_holds(hearing):
    CityRule.objects.create(
        key="hearing.decision.applications",
        value=15,
        in_force_from=date(2026, 1, 1),
        decided_by="示例",
    )
    row = hearing()
    actions.announce(row, now=MORNING)
    assert fresh(row).apply_until == date(2026, 11, 24)


def test_announcing_twice_moves_no_day(given):
    actions.announce(given, now=at(11, 10))
    assert fresh(given).apply_until == given.apply_until


def test_a_postponement_needs_two_people_and_keeps_the_first_day(given, cast, publisher):
    change = ask(given, cast.editor, C.POSTPONED, at(12, 22, 9))
    assert fresh(given).held_at == at(12, 15, 9)
    actions.decide(change, approve=True, by=publisher, now=MORNING)
    row = fresh(given)
    assert (row.held_at, row.first_held_at) == (at(12, 22, 9), at(12, 15, 9))
    assert row.minutes_by == date(2026, 12, 31)


def test_who_asked_does_not_decide(given, publisher):
    change = ask(given, publisher, C.CANCELLED)
    with pytest.raises(PermissionDenied):
        actions.decide(change, approve=True, by=publisher)


def test_it_is_held_on_its_day_and_not_before(given, cast):
    with pytest.raises(NotYet):
        actions.record_held(given, by=cast.editor, now=at(12, 14))
    actions.record_held(given, by=cast.editor, now=at(12, 16))
    assert fresh(given).status(date(2026, 12, 16)) == S.HELD


def test_the_outcome_is_public_when_another_approved_it(given, cast, publisher):
    actions.record_held(given, by=cast.editor, now=at(12, 15, 16))
    actions.write_outcome(fresh(given), FINDINGS, by=cast.editor)
    change = ask(fresh(given), cast.editor, C.CONCLUDED, now=at(12, 17))
    assert fresh(given).status(date(2026, 12, 17)) == S.HELD
    actions.decide(change, approve=True, by=publisher, now=at(12, 18))
    assert fresh(given).status(date(2026, 12, 18)) == S.CONCLUDED
    with pytest.raises(ActFailed):
        actions.write_outcome(fresh(given), FINDINGS, by=cast.editor)


def test_an_outcome_that_waits_for_approval_is_not_rewritten(given, cast):
    actions.record_held(given, by=cast.editor, now=at(12, 15, 16))
    actions.write_outcome(fresh(given), FINDINGS, by=cast.editor)
    ask(fresh(given), cast.editor, C.CONCLUDED, now=at(12, 17))
    with pytest.raises(ActFailed):
        actions.write_outcome(fresh(given), FINDINGS, by=cast.editor)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (C.POSTPONED, None),
        (C.POSTPONED, at(10, 1)),  # in the past
        (C.CONCLUDED, None),  # nothing written down
    ],
)
def test_what_makes_no_sense_is_refused(given, cast, kind, after):
    with pytest.raises(ActFailed):
        ask(given, cast.editor, kind, after)


def test_a_handler_writes_nothing_about_hearings(given, cast):
    with pytest.raises(PermissionDenied):
        actions.record_held(given, by=cast.handler, now=at(12, 16))


def test_who_saw_an_older_record_is_told(given, cast):
    actions.record_held(fresh(given), by=cast.editor, now=at(12, 16))
    with pytest.raises(ActFailed):
        ask(given, cast.editor, C.CANCELLED, now=at(12, 16))
