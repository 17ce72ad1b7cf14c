"""What the holder of number and code sees: word, sentence, date, whose turn."""

from datetime import timedelta

import pytest

from casework import actions, public
from casework.actions.nightly import sweep
from casework.choices import ReferralKind, RefusalGround, Solved
from tests.cast import MORNING, at


def test_before_opening_the_answer_its_words_are_not_there(matter):
    matter.register().refer().accept().answered()
    seen = matter.seen()
    assert seen.answer.must_be_opened and seen.answer.text == ""
    assert not seen.may_rate and not seen.may_say_solved
    public.open_answer(matter.holder, seen.answer.id, now=MORNING)
    seen = matter.seen()
    assert "配件已到" in seen.answer.text
    assert seen.may_rate and seen.may_say_solved


@pytest.mark.parametrize(
    ("days", "left", "late", "tone"),
    [(0, 60, False, "go"), (59, 1, False, "go"), (60, 0, False, "go"), (61, -1, True, "late")],
)
def test_the_clock_counts_days_down_and_says_when_it_is_late(matter, days, left, late, tone):
    matter.register().refer().accept()
    seen = matter.seen(MORNING + timedelta(days=days))
    assert (seen.clock.days_left, seen.clock.is_late, seen.tone) == (left, late, tone)


@pytest.mark.parametrize(
    ("walk", "your_turn"),
    [
        ([], False),
        (["register"], False),
        (["register", "refer"], False),
        (["register", "refer", "accept"], False),
        (["register", "refer", "accept", "answered"], True),
    ],
)
def test_whose_turn_it_is_follows_the_table(matter, walk, your_turn):
    for step in walk:
        getattr(matter, step)()
    assert matter.seen().your_turn is your_turn


def test_the_timeline_is_read_from_the_events_newest_first(matter):
    matter.register(at(11, 4)).refer(at(11, 5)).accept(at(11, 6))
    titles = [entry.act for entry in matter.seen().timeline]
    assert titles == ["accept", "refer", "register", "submit"]
    assert matter.seen().hops == 1


def test_a_missed_limit_and_a_reclassification_are_the_offices_own_business(matter):
    sweep(at(11, 10))
    assert [entry.act for entry in matter.seen().timeline] == ["submit"]


def test_internal_notes_and_reasons_are_not_told(matter):
    actions.add_note(matter.case, "内部意见", by=matter.cast.duty_officer, now=MORNING)
    assert "内部意见" not in repr(matter.seen())


def test_what_was_handed_to_the_discipline_organ_is_told_without_unit_or_date(matter):
    matter.register()
    actions.seal_as_report(matter.case, by=matter.cast.duty_officer, now=MORNING)
    seen = matter.seen()
    assert seen.status_word == "Passed to the discipline organ"


def test_the_right_of_review_is_shown_with_its_last_day_and_the_organ(matter):
    matter.register().refer().accept().answered().read(at(11, 12))
    seen = matter.seen(at(11, 12))
    assert seen.review_organ == "三门峡市住建局"
    assert seen.rights[0].due_on.isoformat() == "2026-12-14"


def test_another_persons_letter_is_not_opened_by_this_one(file):
    mine, theirs = file(), file()
    theirs.register().refer().accept().answered()
    with pytest.raises(Exception, match="does not exist"):
        public.open_answer(mine.holder, theirs.answer.pk, now=MORNING)
    assert theirs.answer.deliveries.count() == 0


def test_the_word_of_a_closed_matter_says_why(matter):
    matter.register().refer().accept().answered().read()
    actions.say_solved(matter.case, matter.resident, Solved.SOLVED, now=MORNING)
    assert matter.seen().status_word.startswith("Closed · the resident says")


def test_a_withdrawn_persons_code_opens_nothing(matter):
    person = matter.resident
    person.withdrawn_at = MORNING
    person.save()
    assert public.find(matter.number, matter.code) is None


def test_a_disputed_answer_is_with_the_bureau_not_with_the_unit_complained_about(matter):
    matter.register().refer().accept().answered().read()
    assert matter.seen().holder_name == matter.city.station.name
    actions.say_solved(matter.case, matter.resident, Solved.NOT_SOLVED, now=MORNING)
    assert matter.seen().holder_name == matter.city.bureau.name


def test_an_assignment_is_called_so_and_a_transfer_is_not(file):
    kinds = {ReferralKind.TRANSFER: "Referred", ReferralKind.ASSIGN: "Assigned"}
    for kind, word in kinds.items():
        matter = file().register()
        actions.refer(
            matter.case,
            matter.city.station,
            by=matter.cast.duty_officer,
            kind=kind,
            report_due_on=at(11, 20).date() if kind == ReferralKind.ASSIGN else None,
            now=MORNING,
        )
        assert matter.seen().status_word == word


def test_an_extension_tells_its_reason_and_leaves_the_line_of_acceptance_as_it_was(matter):
    matter.register().refer().accept(at(11, 6))
    actions.extend(matter.case, 30, by=matter.cast.head, reason="配件缺货。", now=at(11, 9))
    seen = matter.seen(at(11, 9))
    assert seen.status_word == "Extended"
    assert "2027-02-04. Reason: 配件缺货. It is extended only once" in seen.sentence
    details = {entry.act: entry.detail for entry in seen.timeline}
    assert "2027-01-05" in details["accept"] and "2027-02-04" in details["extend"]


def test_a_refusal_tells_its_ground_and_who_is_in_charge(matter):
    matter.register().refer()
    actions.refuse(
        matter.case,
        RefusalGround.NOT_COMPETENT,
        by=matter.cast.handler,
        who_is_in_charge="请找供电公司，电话 95598。",
        now=MORNING,
    )
    assert "Art 23(1)" in matter.seen().sentence and "95598" in matter.seen().sentence


def test_after_an_opinion_was_opened_the_sentence_names_the_last_day_for_review(matter):
    matter.register().refer().accept().answered().read(at(11, 12))
    assert "Until 2026-12-14 you may ask for review" in matter.seen(at(11, 12)).sentence


def test_the_words_that_went_with_not_solved_are_shown_back(matter):
    matter.register().refer().accept().answered().read()
    answer = Solved.NOT_SOLVED
    actions.say_solved(matter.case, matter.resident, answer, text="还是坏的。", now=MORNING)
    assert (matter.seen().solved, matter.seen().own_words) == ("not_solved", "还是坏的。")
