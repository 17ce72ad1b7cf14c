"""The answer: drafted by the handler, approved by the organ's head, issued, delivered."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clocks
from casework.actions.moving import Pointers, move, require, stand, when
from casework.actions.notices import freeze
from casework.choices import (
    ANSWERS,
    Act,
    Decision,
    DeliveryHow,
    Kind,
    LetterKind,
    NoteKind,
    Punctuality,
)
from casework.deadlines import ANSWER_CLOCKS, ClockKind
from casework.errors import IllegalTransition, NotYet
from casework.models import Case, Delivery, Letter, Note, Petitioner
from casework.permissions import can_approve, can_draft, can_record_delivery
from casework.workflow import Status, is_possible
from core.workdays import city_day
from units.models import User


@dataclass(frozen=True)
class AnswerDraft:
    """The parts of an answer; a reply to a suggestion or enquiry needs the body only."""

    body: str
    facts: str = ""
    legal_basis: str = ""
    decision: Decision | str = ""
    remedy: str = ""


def answer_kind(case: Case) -> LetterKind:
    """Appeals and requests get an opinion (Art 32), suggestions and enquiries a reply."""
    return LetterKind.OPINION if case.kind == Kind.APPEAL else LetterKind.REPLY


def answer_in_hand(case: Case) -> Letter | None:
    """The answer that is drafted and not yet issued."""
    return case.letters.filter(issued_at=None, kind__in=ANSWERS).first()


@transaction.atomic
def save_draft(case: Case, draft: AnswerDraft, *, by: User, now: datetime | None = None) -> Letter:
    """Keep a draft. It is no act on the case: nothing is decided and nobody is overtaken."""
    require(can_draft, by, case)
    _check_answerable(case)
    letter = answer_in_hand(case) or Letter(case=case, drafted_at=when(now))
    for name, value in asdict(draft).items():
        setattr(letter, name, value)
    letter.kind = answer_kind(case)
    letter.organ, letter.unit = case.unit.organ, case.unit
    letter.drafted_by, letter.ready_at = by, None
    letter.save()
    return letter


@transaction.atomic
def lay_before_head(case: Case, *, by: User, now: datetime | None = None) -> Letter:
    """Say that a draft is complete; now it is the head's turn."""
    require(can_draft, by, case)
    letter = _in_hand(case)
    _check_complete(letter)
    letter.ready_at = when(now)
    letter.save(update_fields=["ready_at"])
    return letter


@transaction.atomic
def send_back(case: Case, *, by: User, reason: str, now: datetime | None = None) -> Letter:
    """The head returns a draft to the handler, with the reason as a note."""
    require(can_approve, by, case)
    letter = _in_hand(case)
    letter.ready_at = None
    letter.save(update_fields=["ready_at"])
    kind = NoteKind.SENT_BACK
    Note.objects.create(case=case, kind=kind, text=reason, author=by, at=when(now))
    return letter


@transaction.atomic
def issue(case: Case, *, by: User, now: datetime | None = None) -> Letter:
    """Approve the answer for the organ and send it out. The case is then answered; the
    resident's rights run from each one's own delivery, not from here."""
    require(can_approve, by, case)
    letter = _in_hand(case)
    if letter.ready_at is None:
        raise NotYet(_("The handler has not laid this answer before you yet."))
    if letter.drafted_by_id == by.pk:
        raise NotYet(_("Somebody else must approve what you drafted yourself."))
    _check_complete(letter)
    at = when(now)
    met = clocks.meet(case, ANSWER_CLOCKS, at=at)
    late = any(city_day(at) > clock.due_on for clock in met)
    clocks.meet(case, [ClockKind.ASSIGNED_REPORT], at=at)
    clocks.drop(case, at=at)
    letter.approved_by = by
    freeze(letter, at=at)
    came = Punctuality.LATE if late else Punctuality.ON_TIME
    to = Pointers(letter=letter, clock=met[0] if met else None, value=came)
    organ = case.organ or case.unit.organ
    move(case, Act.ISSUE, Status.REPLIED, by=by, at=at, to=to, organ=organ)
    return letter


@transaction.atomic
def deliver(
    case: Case,
    letter: Letter,
    person: Petitioner,
    *,
    how: DeliveryHow,
    by: User | None = None,
    now: datetime | None = None,
) -> Delivery:
    """Record that a letter reached one person; that person's rights run from this day.

    A second delivery of the same letter changes nothing and returns the first.
    """
    if by is not None:
        require(can_record_delivery, by, case)
    at = when(now)
    delivery, created = Delivery.objects.get_or_create(
        letter=letter,
        petitioner=person,
        defaults={"how": how, "at": at, "recorded_by": by},
    )
    if not created:
        return delivery
    kind = _right_from(letter, case)
    clock = clocks.start(case, kind, at=at, petitioner=person) if kind else None
    to = Pointers(petitioner=person.pk, letter=letter, clock=clock, value=how)
    stand(case, Act.DELIVER, by=by, at=at, to=to)
    return delivery


def _right_from(letter: Letter, case: Case) -> ClockKind | None:
    """What begins with a delivery: review of an opinion, whatever happened to the matter since
    (Art 35); for a reply the days to say whether it was solved."""
    if letter.kind == LetterKind.OPINION:
        still = case.status in (Status.REPLIED, Status.DISPUTED, Status.CLOSED)
        return ClockKind.REVIEW_REQUEST if still else None
    replied = letter.kind == LetterKind.REPLY and case.status == Status.REPLIED
    return ClockKind.CONFIRM if replied else None


def _in_hand(case: Case) -> Letter:
    letter = answer_in_hand(case)
    if letter is None:
        raise NotYet(_("There is no drafted answer on this matter."))
    return letter


def _check_answerable(case: Case) -> None:
    """An opinion needs acceptance first (Art 34); suggestions and enquiries do not."""
    if not is_possible(Act.ISSUE, case.status, Status.REPLIED):
        raise IllegalTransition(_("This matter cannot be answered where it stands."))
    if case.kind == Kind.APPEAL and case.organ_id is None:
        raise NotYet(_("Accept the matter before you answer it."))


def _check_complete(letter: Letter) -> None:
    """Facts, basis, decision and remedy belong to every opinion (Art 32(1), 35)."""
    parts = {_("the text"): letter.body}
    if letter.kind == LetterKind.OPINION:
        parts |= {
            _("the facts found"): letter.facts,
            _("the legal basis"): letter.legal_basis,
            _("the decision"): letter.decision,
            _("the remedy"): letter.remedy,
        }
    missing = [str(name) for name, value in parts.items() if not value]
    if missing:
        raise NotYet(
            _("Something is missing in the answer: %(parts)s.") % {"parts": ", ".join(missing)}
        )
