"""How a case is told to the person who handed it in."""

from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.utils.translation import gettext as _

from casework import resident_words as words
from casework.choices import ANSWERS, Act, LetterKind
from casework.deadlines import ClockKind, Holder
from casework.models import Case, Clock, Event, Letter, Petitioner
from casework.resident import ClockView, Entry, LetterView, ResidentCase
from casework.told import ratings, was_told
from casework.workflow import (
    ENDED,
    OWNER,
    Party,
    Status,
)
from core.models import PortalSettings
from core.workdays import city_day

# Acts of the office's own business that a resident's timeline leaves out.
_SILENT = frozenset({Act.CLASSIFY, Act.MISS, Act.NAME_ACCUSED})
_TOLD_FIRST = {
    Status.LOCAL: (ClockKind.ROOM, ClockKind.STATION),
    Status.REGISTERED: (ClockKind.REFER,),
    Status.REFERRED: (ClockKind.NOTIFY,),
}
_HOPS = frozenset({Act.REFER, Act.HAND_DOWN, Act.RISE})
_SAYINGS = frozenset({Act.SAY_SOLVED, Act.DISPUTE})


def tell(case: Case, person: Petitioner, now: datetime) -> ResidentCase:
    """Gather one matter for one person; words of other petitioners are not among it."""
    return _Telling(case, person, city_day(now)).result()


class _Telling:
    def __init__(self, case: Case, person: Petitioner, today: date) -> None:
        self.case = case
        self.person = person
        self.today = today
        self.status = Status(case.status)

    def result(self) -> ResidentCase:
        case, submission = self.case, self.person.submission
        return ResidentCase(
            uuid=case.uuid,
            number=case.number,
            title=submission.title,
            text=submission.text,
            request=submission.request,
            kind=case.kind,
            status=case.status,
            status_word=words.state_word(case, self.events, self.clock),
            sentence=words.sentence(case, self.clock, self.rights),
            tone=self._tone(),
            owner=OWNER[self.status],
            your_turn=OWNER[self.status] == Party.RESIDENT,
            holder_name=self._holder[0],
            holder_phone=self._holder[1],
            category=words.category_words(case.category),
            place=" ".join(filter(None, [case.area.area if case.area else "", case.place])),
            received_at=case.received_at,
            clock=self.clock,
            rights=self.rights,
            timeline=tuple(self._entry(event) for event in reversed(self.events)),
            letters=self.letters,
            answer=self.answer,
            may_rate=self._was_told and not self._rated,
            rated=self._rated,
            may_say_solved=self._was_told and self.status in (Status.REPLIED, Status.CLOSED),
            solved=self._said.value if self._said else "",
            own_words=self._said.note.text if self._said and self._said.note else "",
            may_supply=self.status == Status.NEEDS_INFO,
            review_organ=self._review_organ(),
            hops=sum(1 for event in self.events if event.act in _HOPS),
            imported_on=city_day(case.imported_at) if case.imported_at else None,
        )

    # --- what there is -----------------------------------------------------------------------
    @cached_property
    def events(self) -> list[Event]:
        rows = self.case.events.select_related("unit", "to_unit", "clock", "note")
        return [event for event in rows if event.act not in _SILENT]

    @cached_property
    def own_events(self) -> list[Event]:
        return [event for event in self.events if event.petitioner == self.person.pk]

    @cached_property
    def _clocks(self) -> list[Clock]:
        rows = self.case.clocks.running().select_related("unit").order_by("due_on")
        return [clock for clock in rows if clock.petitioner in (None, self.person.pk)]

    @cached_property
    def clock(self) -> ClockView | None:
        """The duty the resident is told of: that of the next step, else the one that ends first.
        When a unit reports to the bureau is the offices' own business."""
        if self.case.is_sealed:
            return None
        duties = [clock for clock in self._clocks if clock.holder == Holder.OFFICE]
        told = [clock for clock in duties if clock.kind != ClockKind.ASSIGNED_REPORT]
        first = [clock for clock in told if clock.kind in _TOLD_FIRST.get(self.status, ())]
        return next((self._view(clock) for clock in (*first, *told)), None)

    @cached_property
    def _holder(self) -> tuple[str, str]:
        """Whose turn it is among the offices, and the telephone: a disputed answer is with the
        bureau's desk; of a report on misconduct nobody but the discipline organ can speak."""
        if self.case.is_sealed:
            return _("the discipline organ"), PortalSettings.current().discipline_phone
        calls = [clock for clock in self._clocks if clock.kind == ClockKind.DISPUTED]
        unit = calls[0].unit if calls and calls[0].unit else self.case.unit
        return words.unit_name(unit), unit.phone

    @cached_property
    def rights(self) -> tuple[ClockView, ...]:
        mine = [clock for clock in self._clocks if clock.holder == Holder.RESIDENT]
        return tuple(self._view(clock) for clock in mine)

    @cached_property
    def letters(self) -> tuple[LetterView, ...]:
        rows = self.case.letters.filter(issued_at__isnull=False).select_related("organ", "unit")
        delivered = dict(
            self.person.deliveries.filter(letter__case=self.case).values_list("letter_id", "at")
        )
        ordered = sorted(rows, key=lambda letter: letter.issued_at)
        return tuple(_letter(letter, delivered.get(letter.pk)) for letter in ordered)

    @cached_property
    def _letters_by_id(self) -> dict[UUID | None, LetterView]:
        return {letter.id: letter for letter in self.letters}

    @cached_property
    def answer(self) -> LetterView | None:
        answers = [letter for letter in self.letters if letter.kind in ANSWERS]
        return answers[-1] if answers else None

    # --- what may be done --------------------------------------------------------------------
    @cached_property
    def _was_told(self) -> bool:
        return was_told(self.case, self.person)

    @cached_property
    def _rated(self) -> dict[str, str]:
        return dict(ratings(self.case, self.person).values_list("act", "value"))

    @cached_property
    def _said(self) -> Event | None:
        """What this person said last about how far it is solved."""
        sayings = [event for event in self.own_events if event.act in _SAYINGS]
        return sayings[-1] if sayings else None

    def _tone(self) -> str:
        if self.clock and self.clock.is_late:
            return "late"
        if self.status in ENDED:
            return "done"
        if OWNER[self.status] == Party.RESIDENT:
            return "wait"
        return "new" if self.status == Status.SUBMITTED else "go"

    def _review_organ(self) -> str:
        """Review exists only on an opinion, and goes to the superior of the organ that signed
        it (Art 35), also when another organ has the matter since."""
        if self.answer is None or self.answer.kind != LetterKind.OPINION:
            return ""
        signed = self.case.letters.select_related("organ__superior").get(pk=self.answer.id)
        return signed.organ.review_organ_name if signed.organ else ""

    # --- parts -------------------------------------------------------------------------------
    def _view(self, clock: Clock) -> ClockView:
        return ClockView(
            kind=clock.kind,
            label=str(ClockKind(clock.kind).label),
            due_on=clock.due_on,
            days_left=(clock.due_on - self.today).days,
            of_resident=clock.holder == Holder.RESIDENT,
            article=clock.article,
            days=clock.days,
            extended_by=clock.extension_days,
        )

    def _entry(self, event: Event) -> Entry:
        letter = self._letters_by_id.get(event.letter_id)
        unit, phone = (words.unit_name(event.unit), event.unit.phone) if event.unit else ("", "")
        if letter and letter.is_earlier and event.act == Act.ISSUE:
            unit, phone = letter.organ, ""  # it answered; who imports only recorded that
        return Entry(
            act=event.act,
            title=words.step_title(event, self.case, own=event.petitioner == self.person.pk),
            at=event.at,
            unit=unit,
            phone=phone,
            detail=words.step_detail(event),
            letter=letter,
        )


def _letter(letter: Letter, delivered_at: datetime | None) -> LetterView:
    hidden = letter.is_answer and delivered_at is None
    organ = letter.organ.name if letter.organ else letter.unit.name
    return LetterView(
        id=letter.pk,
        kind=letter.kind,
        title=str(letter.get_kind_display()),
        organ=organ,
        issued_at=letter.issued_at,
        text="" if hidden else letter.text,
        must_be_opened=hidden,
        delivered_at=delivered_at,
        is_earlier=letter.recorded_by_id is not None,
    )
