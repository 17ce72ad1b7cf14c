"""A word given: changed only with a reason and two people, and the first word stays."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from commitments import actions
from commitments.choices import ChangeKind
from commitments.models import Commitment, Milestone
from commitments.status import CommitmentStatus as S
from core.errors import ActFailed, NotYet
from tests.cast import MORNING, at

pytestmark = pytest.mark.django_db
LATER = date(2027, 3, 1)


def fresh(row: Commitment) -> Commitment:
    return Commitment.objects.get(pk=row.pk)


@pytest.fixture
def given(promise):
    """An announced promise."""
    row = promise()
    actions.announce(row, now=at(3, 2))
    return fresh(row)


def ask(row, by, kind=ChangeKind.DUE_DATE, after=LATER):
    return actions.ask_change(row, kind, "雨季停工。", by=by, after=after, now=MORNING)


def test_announcing_keeps_the_first_word_and_twice_changes_nothing(given):
    Commitment.objects.filter(pk=given.pk).update(due_on=LATER)
    actions.announce(given, now=MORNING)
    row = fresh(given)
    assert (row.first_due_on, row.first_target) == (date(2026, 12, 20), 300)
    assert row.announced_at == at(3, 2)


def test_a_due_day_moves_only_when_somebody_else_approves(given, cast, publisher):
    change = ask(given, cast.editor)
    assert fresh(given).due_on == date(2026, 12, 20)
    actions.decide(change, approve=True, by=publisher, now=MORNING)
    assert fresh(given).due_on == LATER
    assert fresh(given).first_due_on == date(2026, 12, 20)
    assert fresh(given).status(date(2026, 11, 4)) == S.CHANGED


def test_a_refused_change_leaves_everything_and_is_not_shown(given, cast, publisher):
    change = ask(given, cast.editor)
    actions.decide(change, approve=False, by=publisher, now=MORNING)
    assert fresh(given).due_on == date(2026, 12, 20)
    assert fresh(given).decided() == []


def test_nobody_approves_their_own_wish(given, publisher):
    change = ask(given, publisher)
    with pytest.raises(PermissionDenied):
        actions.decide(change, approve=True, by=publisher)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(change).objects.filter(pk=change.pk).update(
            approved=True, decided_by=publisher, decided_on=date(2026, 11, 4)
        )


def test_two_decisions_on_one_change_are_one(given, cast, publisher):
    change = ask(given, cast.editor)
    actions.decide(change, approve=True, by=publisher)
    with pytest.raises(ActFailed, match="already"):
        actions.decide(change, approve=False, by=publisher)
    assert fresh(given).due_on == LATER


def test_a_second_wish_waits_for_the_first(given, cast):
    ask(given, cast.editor)
    with pytest.raises(NotYet):
        ask(fresh(given), cast.editor)


def test_who_saw_an_older_record_is_told(given, cast):
    actions.report_progress(fresh(given), actions.Report(60, "换了60盏。"), by=cast.editor)
    with pytest.raises(ActFailed, match="meanwhile"):
        actions.report_progress(given, actions.Report(50, "换了50盏。"), by=cast.editor)


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        (ChangeKind.DUE_DATE, date(2026, 2, 1)),  # before the start
        (ChangeKind.DUE_DATE, date(2026, 12, 20)),  # the same
        (ChangeKind.DUE_DATE, None),
        (ChangeKind.TARGET, 0),
        (ChangeKind.TARGET, 300),
    ],
)
def test_a_change_that_changes_nothing_or_makes_no_sense_is_refused(given, cast, kind, after):
    with pytest.raises(ActFailed):
        ask(given, cast.editor, kind, after)


def test_a_handler_neither_reports_nor_asks(given, cast):
    with pytest.raises(PermissionDenied):
        ask(given, cast.handler)
    with pytest.raises(PermissionDenied):
        actions.report_progress(given, actions.Report(1, "…"), by=cast.handler)


def test_full_progress_is_a_claim_until_completion_is_approved(given, cast, publisher):
    actions.report_progress(given, actions.Report(300, "全部换完。"), by=cast.editor, now=MORNING)
    assert fresh(given).status(date(2026, 11, 4)) == S.AHEAD
    change = ask(fresh(given), cast.editor, ChangeKind.DONE, None)
    actions.decide(change, approve=True, by=publisher, now=MORNING)
    assert fresh(given).status(date(2026, 11, 4)) == S.DONE
    with pytest.raises(ActFailed, match="ended"):
        actions.report_progress(fresh(given), actions.Report(301, "又换一盏。"), by=cast.editor)


def test_a_reported_step_is_reached_once(given, cast):
    step = Milestone.objects.create(commitment=given, name="东区", due_on=date(2026, 6, 30))
    report = actions.Report(100, "东区换完。")
    actions.report_progress(given, report, by=cast.editor, milestones=[step], now=at(6, 20))
    again = actions.Report(120, "西区开工。")
    actions.report_progress(fresh(given), again, by=cast.editor, milestones=[step], now=at(7, 1))
    step.refresh_from_db()
    assert step.reached_on == date(2026, 6, 20)


def test_nothing_is_added_before_the_promise_is_announced(promise, cast):
    with pytest.raises(NotYet):
        ask(promise(), cast.editor)
