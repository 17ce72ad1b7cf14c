"""The one door: a form, a member of staff, an import and the API all hand in here."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casework import clocks
from casework.actions.moving import Pointers, begin, require, stand, when
from casework.actions.notes import log_access
from casework.choices import Access, Act, Channel, Kind
from casework.codes import derive_code, draw_number, hash_code
from casework.deadlines import ClockKind
from casework.errors import NotYet
from casework.models import Case, CaseSubmission, Category, Petitioner, Submission
from casework.models.people import CODE_SHOWN_FOR
from casework.permissions import can_reissue_code
from casework.workflow import Status
from core.models import PortalSettings
from core.workdays import city_day
from units.models import Unit, User

_DRAWS = 20  # of a million numbers a year; more collisions mean something is wrong


@dataclass(frozen=True)
class Filing:
    """What is handed in. `form_key` names the form, so that it is handed in once."""

    kind: Kind
    title: str
    text: str
    request: str = ""
    category: Category | None = None
    place: str = ""
    area: Unit | None = None
    name: str = ""
    phone: str = ""
    address: str = ""
    channel: Channel = Channel.ONLINE
    language: str = "zh-hans"
    form_key: UUID | None = None
    # An old matter: the file and row it comes from, and when. Nobody was promised a code for it.
    imported_from: str = ""
    imported_at: datetime | None = None


@dataclass(frozen=True)
class Filed:
    """The receipt: the same however often the same form is sent. `code` is empty once noted."""

    number: str
    code: str
    received_at: datetime
    register_by: date
    submission: Submission


def submit(filing: Filing, *, by: User | None = None, now: datetime | None = None) -> Filed:
    """Hand in a matter to the bureau. Sent twice, it is found, not doubled."""
    known = _find(filing)
    if known is None:
        known = _create(filing, by, when(now))
    return receipt(known, now=now)


def receipt(submission: Submission, *, now: datetime | None = None) -> Filed:
    """The receipt of a submission, with its code until it was noted or a day has passed."""
    person = submission.petitioners.order_by("pk").first()
    register = Case.objects.get(number=submission.number).clocks.get(kind=ClockKind.REGISTER)
    return Filed(
        number=submission.number,
        code=code_of(person, now=when(now)) if person else "",
        received_at=submission.received_at,
        register_by=register.due_on,
        submission=submission,
    )


def code_of(person: Petitioner, *, now: datetime) -> str:
    """The person's code while the receipt may still show it; empty afterwards."""
    issued = person.code_issued_at
    if issued is None or person.code_noted_at or now > issued + CODE_SHOWN_FOR:
        return ""
    return derive_code(
        person.submission_id, person.pk, person.code_issue, key_id=person.code_key_id
    )


@transaction.atomic
def reissue_code(
    person: Petitioner, case: Case, *, by: User, reason: str, now: datetime | None = None
) -> str:
    """Give a new code to a person who lost theirs and came with an identity card. The old one
    is void at once; the new one is returned here and shown nowhere else."""
    require(can_reissue_code, by, case)
    person = Petitioner.objects.select_for_update().get(pk=person.pk)
    on_case = case.casesubmission_set.filter(submission=person.submission_id, until=None)
    if person.withdrawn_at or not on_case.exists():
        raise NotYet(_("This person is not, or no longer, on this matter."))
    at = when(now)
    person.code_issue += 1
    person.code_issued_at = person.code_noted_at = at
    code = _set_code(person)
    person.save(
        update_fields=[
            "code_issue",
            "code_key_id",
            "code_digest",
            "code_issued_at",
            "code_noted_at",
        ]
    )
    log_access(case, by=by, what=Access.REVEALED, reason=reason, now=at)
    stand(case, Act.NEW_CODE, by=by, at=at, to=Pointers(petitioner=person.pk))
    return code


def _find(filing: Filing) -> Submission | None:
    if filing.form_key:
        return Submission.objects.filter(form_key=filing.form_key).first()
    if filing.imported_from:
        return Submission.objects.filter(imported_from=filing.imported_from).first()
    return None


def _create(filing: Filing, by: User | None, at: datetime) -> Submission:
    prefix = PortalSettings.current().number_prefix
    for _draw in range(_DRAWS):
        number = draw_number(prefix, city_day(at).year)
        try:
            with transaction.atomic():
                return _write(filing, number, by, at)
        except IntegrityError:
            # Either the number is taken, or the same form arrived at the same moment.
            known = _find(filing)
            if known is not None:
                return known
    raise RuntimeError("No free number was drawn; is the year's range used up?")


def _write(filing: Filing, number: str, by: User | None, at: datetime) -> Submission:
    bureau = Unit.objects.bureau()
    submission = Submission.objects.create(
        number=number,
        channel=filing.channel,
        language=filing.language,
        title=filing.title,
        text=filing.text,
        request=filing.request,
        place=filing.place,
        received_at=at,
        form_key=filing.form_key,
        imported_from=filing.imported_from,
    )
    person = _write_person(submission, filing, at)
    case = Case.objects.create(
        number=number,
        kind=filing.kind,
        kind_hint="" if filing.imported_from else filing.kind,
        status=Status.SUBMITTED,
        category=filing.category,
        area=filing.area,
        submission=submission,
        unit=bureau,
        received_at=at,
        imported_at=filing.imported_at,
    )
    CaseSubmission.objects.create(case=case, submission=submission, since=at)
    clocks.start(case, ClockKind.REGISTER, at=at, unit=bureau)
    pointers = Pointers(submission=submission, petitioner=person.pk, value=filing.channel)
    begin(case, Act.SUBMIT, by=by, unit=bureau, at=at, to=pointers)
    return submission


def _write_person(submission: Submission, filing: Filing, at: datetime) -> Petitioner:
    person = Petitioner(
        submission=submission,
        name=filing.name,
        phone=filing.phone,
        address=filing.address,
        confirmed_at=at,
    )
    if filing.imported_from:
        person.code_issue = 0  # the first code is made when somebody comes for it
    else:
        person.code_issued_at = at
        _set_code(person)
    person.save()
    return person


def _set_code(person: Petitioner) -> str:
    """Derive the code of this issue; only its keyed hash stays on the person."""
    code = derive_code(person.submission_id, person.pk, person.code_issue)
    kept = hash_code(person.submission_id, code)
    person.code_key_id, person.code_digest = kept.key_id, kept.digest
    return code
