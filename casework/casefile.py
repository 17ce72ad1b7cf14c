"""One matter as a member of staff meets it: its papers, clocks and history, read once each."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _

from casework.actions.reply import answer_in_hand
from casework.choices import ANSWERS, NoteKind
from casework.deadlines import ClockKind
from casework.models import AccessLog, Case, Clock, Event, Letter, Note, Petitioner
from casework.people import mask_address, mask_name, mask_phone
from casework.permissions import can_reissue_code, can_reveal, can_see_openings
from casework.staff_words import days_words, due_day, status_word, tone, value_words
from core.workdays import city_day
from units.models import User


@dataclass(frozen=True)
class Person:
    """A petitioner, masked unless revealed."""

    role: str
    name: str
    phone: str
    address: str


@dataclass(frozen=True)
class ClockLine:
    """A time limit with how it stands; `tone` colours it."""

    label: str
    due_on: date
    article: str
    words: str
    tone: str
    older_than: date | None = None  # the day its rule came into force, later than the matter


@dataclass(frozen=True)
class HistoryLine:
    """One event as staff read it."""

    title: str
    at: datetime
    who: str
    detail: str
    note: str


class CaseFile:
    """Everything a page about one matter shows. `user` may see it: the loader said so."""

    def __init__(self, case: Case, user: User, now: datetime) -> None:
        self.case = case
        self.user = user
        self.today = city_day(now)

    # --- where it stands ---------------------------------------------------------------------
    @property
    def word(self) -> str:
        return status_word(self.case.status)

    @property
    def tone(self) -> str:
        return tone(self.case, self.today)

    @property
    def due_on(self) -> date | None:
        return due_day(self.case)

    @property
    def days(self) -> str:
        return days_words(self.due_on, self.today) if self.due_on else ""

    @cached_property
    def stamp(self) -> str:
        """What a form was written against: the case's version and the answer in hand."""
        words = ""
        if self.answer:
            answer = self.answer
            parts = [answer.facts, answer.legal_basis, answer.decision, answer.body, answer.remedy]
            words = "\n".join([*parts, str(answer.ready_at)])
        return f"{self.case.version}-{hashlib.sha256(words.encode()).hexdigest()[:16]}"

    # --- papers ------------------------------------------------------------------------------
    @cached_property
    def answer(self) -> Letter | None:
        """The answer that is drafted and not yet issued."""
        return answer_in_hand(self.case)

    @property
    def sent_back(self) -> Note | None:
        """Why the head returned the draft, until it is laid before the head again."""
        if self.answer is None or self.answer.ready_at:
            return None
        returned = (note for note in self.notes if note.kind == NoteKind.SENT_BACK)
        latest = next(returned, None)
        return latest if latest and latest.at >= self.answer.drafted_at else None

    @property
    def answer_parts(self) -> list[str]:
        """The words of the answer in hand, for whoever would replace them."""
        answer = self.answer
        if answer is None:
            return []
        decision = str(answer.get_decision_display())
        parts = [answer.facts, answer.legal_basis, decision, answer.body, answer.remedy]
        return [part for part in parts if part]

    @cached_property
    def letters(self) -> list[Letter]:
        """Issued letters, with their deliveries."""
        rows = self.case.letters.filter(issued_at__isnull=False)
        return list(
            rows.select_related("organ", "approved_by", "recorded_by")
            .prefetch_related("deliveries__petitioner")
            .order_by("-issued_at")
        )

    @property
    def issued_answer(self) -> Letter | None:
        return next((letter for letter in self.letters if letter.kind in ANSWERS), None)

    @cached_property
    def petitioners(self) -> list[Petitioner]:
        people = Petitioner.objects.filter(
            submission__casesubmission__case=self.case,
            submission__casesubmission__until=None,
            withdrawn_at=None,
        )
        return list(people.select_related("submission").order_by("submission__received_at", "pk"))

    def people(self, *, revealed: bool = False) -> list[Person]:
        return [_person(petitioner, revealed) for petitioner in self.petitioners]

    @cached_property
    def submissions(self) -> list:
        joined = self.case.current_submissions()
        return [row.submission for row in joined.order_by("submission__received_at")]

    # --- clocks and history ------------------------------------------------------------------
    @cached_property
    def all_clocks(self) -> list[Clock]:
        return list(self.case.clocks.order_by("-start_on", "-pk"))

    def running(self, kind: ClockKind) -> Clock | None:
        for clock in self.all_clocks:
            if clock.kind == kind and clock.met_at is None and clock.dropped_at is None:
                return clock
        return None

    @property
    def clocks(self) -> list[ClockLine]:
        return [_clock_line(clock, self.today) for clock in self.all_clocks]

    @cached_property
    def events(self) -> list[Event]:
        rows = self.case.events.select_related("actor", "unit", "to_unit", "note")
        return list(rows.order_by("recorded_at"))

    @property
    def last_event(self) -> Event | None:
        return self.events[-1] if self.events else None

    @property
    def history(self) -> list[HistoryLine]:
        return [_history_line(event) for event in reversed(self.events)]

    @cached_property
    def notes(self) -> list[Note]:
        """Words that no event points to: internal notes, and why a draft was sent back."""
        told = {event.note_id for event in self.events if event.note_id}
        rows = self.case.notes.select_related("author").order_by("-at")
        return [note for note in rows if note.pk not in told]

    # --- who looks ---------------------------------------------------------------------------
    @property
    def may_reveal(self) -> bool:
        return can_reveal(self.user, self.case)

    @property
    def may_reissue_code(self) -> bool:
        return can_reissue_code(self.user, self.case)

    @cached_property
    def openings(self) -> list[AccessLog]:
        """办理查阅记录, for those who may read it; the newest fifty."""
        if not can_see_openings(self.user, self.case):
            return []
        rows = self.case.accesses.all()
        return list(rows.select_related("user", "unit").order_by("-at")[:50])


def _person(petitioner: Petitioner, revealed: bool) -> Person:
    name, phone, address = petitioner.name, petitioner.phone, petitioner.address
    if not revealed:
        name, phone, address = mask_name(name), mask_phone(phone), mask_address(address)
    return Person(str(petitioner.get_role_display()), name, phone, address)


def _clock_line(clock: Clock, today: date) -> ClockLine:
    words, colour = days_words(clock.due_on, today), "go"
    if clock.dropped_at:
        words, colour = _("no longer runs"), "done"
    elif clock.met_at:
        met_on = city_day(clock.met_at)
        late = met_on > clock.due_on
        template = _("met late on %(day)s") if late else _("met on %(day)s")
        words, colour = template % {"day": met_on.isoformat()}, "late" if late else "done"
    elif clock.is_late(today):
        colour = "late"
    return ClockLine(
        label=str(clock.get_kind_display()),
        due_on=clock.due_on,
        article=clock.article,
        words=words,
        tone=colour,
        older_than=clock.rule_in_force_from if clock.is_older_than_its_rule else None,
    )


def _history_line(event: Event) -> HistoryLine:
    by_itself = _("the resident") if event.petitioner else _("by itself")
    names = [str(event.actor), event.unit.name if event.unit else ""] if event.actor else []
    detail = [event.to_unit.name if event.to_unit else "", value_words(event)]
    return HistoryLine(
        title=str(event.get_act_display()),
        at=event.at,
        who=" · ".join(filter(None, names)) or by_itself,
        detail=" · ".join(filter(None, detail)),
        note=event.note.text if event.note else "",
    )
