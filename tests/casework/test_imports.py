"""Old matters through the one door and the real actions, at their own dates."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casework import actions, public
from casework.actions.nightly import sweep
from casework.choices import Kind, LetterKind
from casework.errors import NotYet
from casework.imports.bringing import Bringing, Outcome, Result
from casework.imports.categories import Categories
from casework.imports.rows import clean
from casework.models import Case, Petitioner
from casework.queue import counts, tabs_of
from casework.workflow import Status
from core.workdays import CITY_TZ, city_day
from messaging.models import Message
from reporting import rollups
from tests.cast import MORNING, at

ANSWERED = {"reply": "已派人更换。", "replied_at": "2019-03-14 09:00"}
LATE = {"reply": "已派人更换。", "replied_at": "2019-06-01 09:00"}


@pytest.fixture
def bring(city, cast):
    """Bring a row in; the station gets it unless another unit is named."""

    def make(unit=city.station, row: int = 2, source: str = "旧件.csv", **cells) -> Outcome:
        words = {"title": "路灯不亮", "text": "巷口的灯不亮。", "received_at": "2019/3/5 10:02:11"}
        old = clean(row, words | {"phone": "13800001234"} | cells, source=source, now=MORNING)
        return Bringing(by=cast.duty_officer, unit=unit, now=MORNING).bring(old)

    return make


@pytest.fixture
def brought(bring):
    """The matter of a row that was brought in."""
    return lambda **cells: Case.objects.get(number=bring(**cells).number)


def history(case: Case) -> list[tuple[str, str]]:
    return [(event.act, event.day.isoformat()) for event in case.events.all()]


# --- what becomes of a row --------------------------------------------------------------------
def test_a_matter_answered_in_2019_ends_closed_in_2019(brought):
    case = brought(**ANSWERED)
    # The 30 days to say something end on Saturday 04-13 and roll to Monday 04-15.
    assert history(case) == [
        ("submit", "2019-03-05"),
        ("register", "2019-03-05"),
        ("refer", "2019-03-05"),
        ("issue", "2019-03-14"),
        ("close", "2019-04-16"),
    ]
    assert (case.status, case.next_due_at) == (Status.CLOSED, None)
    assert case.number.startswith("YM2019-")
    assert case.events.last().value == "answered"


def test_a_late_answer_was_missed_in_its_own_month(brought):
    case = brought(**LATE)
    assert ("miss", "2019-05-05") in history(case)  # 60 days from 03-05 end on 05-04
    assert case.events.get(act="issue").value == "late"


def test_an_answer_of_this_week_still_waits_for_the_residents_word(brought):
    case = brought(received_at="2026-10-30", reply="已修。", replied_at="2026-11-02")
    assert case.status == Status.REPLIED
    assert list(case.clocks.running().values_list("kind", flat=True)) == ["confirm"]


def test_without_an_answer_it_lies_with_the_unit_and_is_honestly_late(brought, city):
    case = brought()
    assert (case.status, case.unit) == (Status.REFERRED, city.station)
    assert history(case)[-1] == ("miss", "2019-03-21")
    assert city_day(case.next_due_at) == date(2019, 3, 21)


def test_without_a_unit_it_lies_with_the_bureau(brought, city):
    case = brought(unit=None)
    assert (case.status, case.unit) == (Status.REGISTERED, city.bureau)
    assert history(case)[-1][0] == "miss"


def test_the_bureau_itself_may_have_answered(brought, city):
    case = brought(unit=None, **ANSWERED)
    assert (case.status, case.organ) == (Status.CLOSED, city.bureau.organ)


def test_a_suggestion_is_measured_by_its_own_limit(brought):
    case = brought(kind="建议", **LATE)
    assert ("miss", "2019-04-05") in history(case)
    assert not case.clocks.filter(kind="handle").exists()


def test_acts_lie_in_the_past_and_were_recorded_today(brought, cast):
    before = datetime.now(CITY_TZ)
    events = brought(**ANSWERED).events.all()
    assert {event.actor for event in events} == {cast.duty_officer, None}
    assert all(event.at < MORNING and event.recorded_at >= before for event in events)


def test_the_nights_do_nothing_more_to_it(brought):
    case = brought(**LATE)
    before = history(case)
    sweep(at(11, 4))
    assert history(case) == before


def test_the_first_version_of_a_rule_holds_before_it_and_the_clock_says_so(brought):
    case = brought()
    clock = case.clocks.get(kind="notify")
    assert (clock.due_on, clock.rule_in_force_from) == (date(2019, 3, 20), date(2022, 5, 1))
    assert clock.is_older_than_its_rule


# --- what is not invented ---------------------------------------------------------------------
def test_the_reply_is_kept_word_for_word_and_names_no_author(brought, cast):
    letter = brought(**ANSWERED).letters.get()
    assert (letter.kind, letter.text) == (LetterKind.REPLY, "已派人更换。")
    assert (letter.drafted_by, letter.approved_by) == (None, None)
    assert letter.recorded_by == cast.duty_officer
    assert not letter.deliveries.exists()


def test_nobody_gets_a_message_about_it(brought):
    brought(**ANSWERED)
    assert not Message.objects.exists()


def test_no_code_is_handed_out_until_somebody_asks(brought, cast):
    case = brought(**ANSWERED)
    person = Petitioner.objects.get()
    assert (person.code_digest, person.code_issued_at) == ("", None)
    for typed in ("", "0", "000000000000"):
        assert public.find(case.number, typed) is None
    code = actions.reissue_code(person, case, by=cast.duty_officer, reason="来人查询")
    assert public.find(case.number, code)
    assert public.find(case.number, "") is None


def test_its_resident_may_still_say_that_it_was_not_solved(brought, cast):
    case = brought(**ANSWERED)
    by = cast.duty_officer
    code = actions.reissue_code(Petitioner.objects.get(), case, by=by, reason="来人查询")
    holder = public.find(case.number, code)
    public.open_answer(holder, case.letters.get().pk)
    public.say_solved(holder, case.uuid, "not_solved")
    case.refresh_from_db()
    assert case.status == Status.DISPUTED


# --- the same thing twice ---------------------------------------------------------------------
def test_a_row_is_brought_in_once(bring):
    first = bring()
    again = bring()
    assert (again.result, again.number) == (Result.ALREADY, first.number)
    assert Case.objects.count() == 1


def test_a_row_that_says_something_else_than_last_time_is_not_passed_over(bring):
    bring()
    changed = bring(text="巷口的井盖没了。")
    assert changed.result == Result.BAD
    assert "was imported before with other words" in changed.reason


def test_equal_words_are_a_duplicate_whatever_stands_between_them(bring):
    first = bring()
    twin = bring(row=3, text="巷口的灯\n不亮。", source="另一份.csv")
    assert (twin.result, twin.number) == (Result.DUPLICATE, first.number)
    assert "旧件.csv · row 2" in twin.reason


def test_what_came_by_the_form_is_not_brought_in_again(bring, file):
    matter = file(title="路灯不亮", text="巷口的灯不亮。", request="")
    outcome = bring()
    assert (outcome.result, outcome.number) == (Result.DUPLICATE, matter.number)


def test_the_database_itself_refuses_a_source_twice(brought, matter):
    brought()
    paper = matter.case.submission
    paper.imported_from = "旧件.csv · row 2"
    with pytest.raises(IntegrityError), transaction.atomic():
        paper.save()


# --- who, and only for what is old ------------------------------------------------------------
def test_an_answer_of_today_cannot_be_recorded_past_its_head(matter):
    matter.register().refer()
    with pytest.raises(PermissionDenied):
        actions.record_earlier_answer(matter.case, "已修。", by=matter.cast.duty_officer)


def test_an_answer_given_after_the_import_goes_by_the_head_as_any_other(brought, cast):
    case = brought()
    with pytest.raises(NotYet, match="laid before the head"):
        actions.record_earlier_answer(case, "已修。", by=cast.duty_officer, now=MORNING)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": LetterKind.OPINION, "decision": "supported"},
        {"recorded_by": None},
        {"issued_at": None},
    ],
)
def test_the_database_takes_no_other_letter_without_author(brought, changes):
    letter = brought(**ANSWERED).letters.get()
    for name, value in changes.items():
        setattr(letter, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save()


def test_a_drafted_answer_does_not_pass_as_an_earlier_one(matter):
    matter.register().refer().accept().lay()
    letter = matter.answer
    letter.recorded_by, letter.issued_at = matter.cast.duty_officer, MORNING
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save()


# --- lists and figures ------------------------------------------------------------------------
def test_old_matters_are_a_pile_of_their_own_until_somebody_takes_a_step(brought, city, cast):
    today = city_day(MORNING)
    case = brought(unit=None)

    def held(user):
        return {slug for slug, number in counts(user, tabs_of(user), today).items() if number}

    assert held(cast.duty_officer) == held(cast.supervisor) == {"old", "open"}
    actions.refer(case, city.station, by=cast.duty_officer, now=MORNING)
    assert held(cast.duty_officer) == {"open"}
    assert held(cast.handler) == {"mine", "to-accept", "open"}


def test_the_figures_of_its_months_count_it(brought):
    brought(**LATE)
    rollups.refresh(MORNING)
    assert rollups.compute(date(2019, 3, 1))["received", ""] == (1, None)
    assert rollups.compute(date(2019, 3, 1))["closure_rate", ""] == (1, 1)
    assert rollups.compute(date(2019, 5, 1))["on_time", ""] == (0, 1)
    assert ("on_time", "") not in rollups.compute(date(2019, 6, 1))


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ("", "", "other"),
        ("国土资源", "土地征收", "natural_resources"),
        ("卫生计生", "", "health"),
        ("教育文体", "", "education"),
        ("教育文体", "文物管理", "culture_sports_tourism"),
        ("商贸旅游", "", "market_regulation"),
        ("商贸旅游", "商业贸易", "economy"),
        ("城乡建设", "住房保障与房地产", "housing_property"),
        ("交通运输", "建设管理", "transport"),
        ("交通运输", "邮政管理", "tech_information"),
        ("民政", "复退安置", "veterans_military"),
        ("生态环境", "", "ecology"),
    ],
)
def test_older_names_of_categories_lead_to_the_headings_of_today(db, first, second, code):
    assert Categories().find(first, second).first_level.code == code


def test_a_category_nobody_knows_is_something_else_and_is_named(city, cast):
    bringing = Bringing(by=cast.duty_officer, unit=None, now=MORNING)
    cells = {"text": "灯不亮。", "received_at": "2019-03-05", "category": "星象"}
    outcome = bringing.bring(clean(2, cells, source="旧件.csv", now=MORNING))
    assert Case.objects.get(number=outcome.number).category.code == "other"
    assert bringing.unknown_categories == {"星象"}
    assert Case.objects.get().kind == Kind.APPEAL
