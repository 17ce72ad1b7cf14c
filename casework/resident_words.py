"""The words under which a resident reads a matter: its state, the sentence, each step.

Exact Chinese stands in locale/; what is shown comes from events, letters and clocks only.
"""

from datetime import date, timedelta

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from casework.choices import Act, CloseGround, Kind, LetterKind, ReferralKind
from casework.deadlines import ANSWER_CLOCKS, ClockKind
from casework.models import Case, Category, Event
from casework.resident import ClockView
from casework.workflow import RESIDENT_SENTENCE, Status
from units.models import Unit
from units.roles import Level

# The letter whose words say what a status is about.
_TELLING_LETTER = {
    Status.NEEDS_INFO: LetterKind.MATERIAL,
    Status.REDIRECTED: LetterKind.REDIRECT,
    Status.NOT_ACCEPTED: LetterKind.REFUSAL,
}
_TO_UNIT = {
    Act.REFER: gettext_lazy("Referred to %(unit)s"),
    Act.HAND_DOWN: gettext_lazy("Handed to %(unit)s, near you"),
    Act.RISE: gettext_lazy("Risen to %(unit)s"),
    Act.SUCCEED: gettext_lazy("The unit was dissolved; %(unit)s has your matter now"),
}
# Acts of the resident, told to the resident.
_YOURS = {
    Act.DISPUTE: gettext_lazy("You said it is not solved"),
    Act.SAY_SOLVED: gettext_lazy("You said how far it is solved"),
    Act.RATE_BUREAU: gettext_lazy("You rated the bureau"),
    Act.RATE_UNIT: gettext_lazy("You rated the unit"),
    Act.DELIVER: gettext_lazy("You received the letter"),
}


def state_word(case: Case, events: list[Event], clock: ClockView | None) -> str:
    """The word of the state; handling, extended and assigned are displays of other rows."""
    status = Status(case.status)
    if case.is_sealed:
        return _("Passed to the discipline organ")
    if status == Status.CLOSED:
        ground = close_ground(events)
        return f"{status.label} · {ground}" if ground else str(status.label)
    if status == Status.LOCAL:
        in_room = case.unit.kind == Level.ROOM
        return _("In hand in your village") if in_room else _("In hand at the station")
    if status == Status.REFERRED and _last_value(events, Act.REFER) == ReferralKind.ASSIGN:
        return _("Assigned")
    if status == Status.ACCEPTED:
        if clock and clock.extended_by:
            return _("Extended")
        begun = any(event.act == Act.START_WORK for event in events)
        return _("Being handled") if begun else _("Accepted")
    return str(status.label)


def sentence(case: Case, clock: ClockView | None, rights: tuple[ClockView, ...]) -> str:
    """What it means and by when; `clock` is the office's duty, `rights` the resident's own."""
    if case.is_sealed:
        return _("The discipline organ handles it and informs by its own rules.")
    status = Status(case.status)
    right = rights[0] if rights else None
    shown = right if status == Status.NEEDS_INFO else clock or right
    values = {
        "day": shown.due_on.isoformat() if shown else "",
        "unit": unit_name(case.unit),
        "organ": case.organ.short_name if case.organ else "",
        "what": _said_in_letter(case, _TELLING_LETTER.get(status)),
    }
    if status == Status.ACCEPTED and clock and clock.extended_by:
        values["what"] = _said_in_letter(case, LetterKind.EXTENSION)
        return _("Extended to %(day)s. Reason: %(what)s. It is extended only once.") % values
    if status == Status.REFERRED and clock and clock.kind in ANSWER_CLOCKS:
        return _("Passed to %(unit)s, which answers you by %(day)s.") % values
    if status == Status.REPLIED and right and right.kind == ClockKind.REVIEW_REQUEST:
        return (
            _(
                "Please read the answer and tell us whether it was solved. Until %(day)s you "
                "may ask for review."
            )
            % values
        )
    return str(RESIDENT_SENTENCE[status]) % values


def step_title(event: Event, case: Case, *, own: bool) -> str:
    """One line of the timeline; `own` when this very person did it."""
    act = Act(event.act)
    if act in _TO_UNIT and event.to_unit:
        return str(_TO_UNIT[act]) % {"unit": unit_name(event.to_unit)}
    if own and act in _YOURS:
        return str(_YOURS[act])
    if act == Act.REDIRECT and case.kind == Kind.REPORT:
        return _("Passed to the discipline organ")
    return str(act.label)


def step_detail(event: Event) -> str:
    """What belongs under the line: the ground, or the day as it stood then."""
    if event.act == Act.CLOSE:
        return str(CloseGround(event.value).label)
    if event.act == Act.SUPPLY_MATERIAL and event.value == "lapsed":
        return _("The days for material have passed; it goes on without.")
    if event.clock and event.act in (Act.ACCEPT, Act.EXTEND):
        return _("Answer by %(day)s at the latest.") % {"day": _promised(event)}
    return ""


def close_ground(events: list[Event]) -> str:
    value = _last_value(events, Act.CLOSE)
    return str(CloseGround(value).label) if value else ""


def category_words(category: Category | None) -> str:
    """The plain words of its first level, in the reader's language."""
    if category is None:
        return ""
    top = category.first_level
    return (top.plain_words_en if _is_english() else top.plain_words) or top.name


def unit_name(unit: Unit) -> str:
    """The unit's name in the reader's language, where it has one."""
    return unit.name_en if _is_english() and unit.name_en else unit.name


def _promised(event: Event) -> date:
    """The last day as it was at this step: an extension later does not change history."""
    clock = event.clock
    assert clock is not None
    later = clock.extension_days if event.act == Act.ACCEPT else None
    return clock.due_on - timedelta(days=later or 0)


def _said_in_letter(case: Case, kind: LetterKind | None) -> str:
    letter = case.letters.filter(kind=kind).last() if kind else None
    # The sentence around it brings its own full stop.
    return letter.body.strip().rstrip("。.；;") if letter else ""


def _last_value(events: list[Event], act: Act) -> str:
    return next((event.value for event in reversed(events) if event.act == act), "")


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
