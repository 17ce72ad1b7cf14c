"""Writing, freezing and announcing letters. Used by the acts that send one."""

from datetime import datetime

from casework import letters
from casework.choices import LetterKind, PetitionerRole
from casework.models import Case, Clock, Letter, Petitioner
from casework.people import phone_digits
from core.workdays import city_day
from messaging import outbox
from messaging.choices import Medium, Template
from units.models import User

_MOBILE_DIGITS = 11


def send_notice(
    case: Case,
    kind: LetterKind,
    *,
    by: User,
    at: datetime,
    body: str = "",
    clock: Clock | None = None,
    approved_by: User | None = None,
) -> Letter:
    """Write and issue a notice in one step; answers take the longer way by the head."""
    letter = draft_notice(case, kind, by=by, at=at, body=body, approved_by=approved_by)
    freeze(letter, at=at, clock=clock)
    return letter


def draft_notice(
    case: Case,
    kind: LetterKind,
    *,
    by: User,
    at: datetime,
    body: str = "",
    approved_by: User | None = None,
) -> Letter:
    """Write a notice that is issued a moment later, in the same transaction."""
    return Letter.objects.create(
        case=case,
        kind=kind,
        organ=case.organ or case.unit.organ,
        unit=case.unit,
        body=body,
        drafted_by=by,
        drafted_at=at,
        approved_by=approved_by,
    )


def freeze(letter: Letter, *, at: datetime, clock: Clock | None = None) -> None:
    """Fix the words for good and put word of it into the outbox."""
    letter.issued_at = at
    letter.text = letters.compose(letter, on=city_day(at), clock=clock)
    letter.save()
    announce(letter)


def announce(letter: Letter) -> None:
    """Tell those who left a mobile number that there is news; never what it says."""
    for person in recipients(letter.case):
        phone = phone_digits(person.phone)
        if len(phone) == _MOBILE_DIGITS:
            outbox.write(
                f"letter:{letter.pk}:{person.pk}",
                medium=Medium.SMS,
                template=Template.NEWS,
                address=phone,
                language=person.submission.language,
            )


def recipients(case: Case) -> list[Petitioner]:
    """Those who get letters on a case: contacts and signers who have not withdrawn."""
    people = Petitioner.objects.filter(
        submission__casesubmission__case=case,
        submission__casesubmission__until=None,
        withdrawn_at=None,
        role__in=[PetitionerRole.CONTACT, PetitionerRole.SIGNER],
    )
    return list(people.select_related("submission"))
