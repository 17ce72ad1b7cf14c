"""The only door for public apps: hand in, look up, read, answer back.

Everything a holder of number and code may see is a frozen `ResidentCase`; no model leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from casework.actions import after, handling, intake, reply
from casework.actions.intake import Filed
from casework.choices import Channel, DeliveryHow, Kind, Score, Solved
from casework.clocks import city_limits
from casework.codes import code_digests, normalise_code, normalise_number
from casework.deadlines import ClockKind, limit_on
from casework.errors import ActFailed, Overtaken
from casework.models import Case, Category, Letter, Petitioner, Submission
from casework.resident import ResidentCase
from casework.telling import tell
from core.workdays import city_day
from units.models import Unit
from units.roles import Level

__all__ = [
    "ActFailed",
    "CategoryChoice",
    "Filed",
    "Holder",
    "Kind",
    "PlaceChoice",
    "ResidentCase",
    "Score",
    "Solved",
    "WebFiling",
    "categories",
    "days_promised",
    "find",
    "look",
    "note_code",
    "open_answer",
    "places",
    "rate",
    "receipt_of",
    "say_solved",
    "still_holds",
    "submit",
    "supply_material",
]

_TRIES = 3  # a resident's act that lost a race is simply done again on the new version
_NOWHERE = UUID(int=0)  # where no number is as high as the one typed


@dataclass(frozen=True)
class WebFiling:
    """What the form hands in, as plain values."""

    form_key: UUID
    kind: str
    title: str
    text: str
    request: str
    category: str = ""
    area: int | None = None
    place: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    language: str = "zh-hans"


@dataclass(frozen=True)
class Holder:
    """Who proved number and code: one person on one submission."""

    submission: UUID
    petitioner: UUID
    code_issue: int  # a new code ends what was opened with the old one


@dataclass(frozen=True)
class CategoryChoice:
    code: str
    words: str
    words_en: str
    first_screen: bool


@dataclass(frozen=True)
class PlaceChoice:
    id: int
    name: str
    name_en: str = ""
    villages: list["PlaceChoice"] = field(default_factory=list)


def submit(filing: WebFiling, *, now: datetime | None = None) -> Filed:
    """Hand in a matter; the same form sent again gives the same receipt.

    Raises LookupError when the category or place is not one that was offered.
    """
    known = Submission.objects.filter(form_key=filing.form_key).first()
    if known is not None:
        return intake.receipt(known, now=now)
    return intake.submit(
        intake.Filing(
            kind=Kind(filing.kind),
            title=filing.title,
            text=filing.text,
            request=filing.request,
            category=_category(filing.category, city_day(now or timezone.now())),
            place=filing.place,
            area=_area(filing.area),
            name=filing.name,
            phone=filing.phone,
            address=filing.address,
            channel=Channel.ONLINE,
            language=filing.language,
            form_key=filing.form_key,
        ),
        now=now,
    )


def receipt_of(form_key: UUID, *, now: datetime | None = None) -> Filed | None:
    """The receipt of a form that was handed in, or None."""
    submission = Submission.objects.filter(form_key=form_key).first()
    return intake.receipt(submission, now=now) if submission else None


def note_code(form_key: UUID, *, now: datetime | None = None) -> None:
    """The resident wrote the code down: the receipt shows it no longer."""
    Petitioner.objects.filter(submission__form_key=form_key, code_noted_at=None).update(
        code_noted_at=now or timezone.now()
    )


def find(number: str, code: str) -> Holder | None:
    """Who holds this number and code. Whatever is wrong, the same is done: the nearest number is
    read, that number or not, and among its people, however many, one hash is looked for."""
    typed = normalise_number(number) or "-"
    nearest = Submission.objects.filter(number__gte=typed).order_by("number")
    row = nearest.values_list("pk", "number")[:1]
    submission, read = next(iter(row), (_NOWHERE, ""))
    # The database compares keyed hashes: what it takes over them says nothing about a code.
    people = Petitioner.objects.filter(
        submission=submission,
        code_digest__in=code_digests(submission, normalise_code(code)),
        withdrawn_at=None,
    )
    person = next(iter(people.values_list("pk", "code_issue")[:1]), None)
    return Holder(submission, *person) if person and read == typed else None


def still_holds(holder: Holder) -> bool:
    """Whether the code this person proved is still theirs: not replaced, not withdrawn."""
    return Petitioner.objects.filter(
        pk=holder.petitioner,
        submission=holder.submission,
        code_issue=holder.code_issue,
        withdrawn_at=None,
    ).exists()


def look(holder: Holder, *, now: datetime | None = None) -> list[ResidentCase]:
    """All matters on the holder's submission, the latest instance first."""
    person = _person(holder)
    at = now or timezone.now()
    return [tell(case, person, at) for case in _cases(holder)]


def open_answer(holder: Holder, letter: UUID, *, now: datetime | None = None) -> None:
    """Press 打开答复: the delivery from which this person's rights run."""

    def act(case: Case, person: Petitioner) -> None:
        found = Letter.objects.get(pk=letter, case=case, issued_at__isnull=False)
        reply.deliver(case, found, person, how=DeliveryHow.OPENED_ONLINE, now=now)

    case = Case.objects.get(letters__pk=letter, casesubmission__submission=holder.submission)
    _as_resident(holder, case.uuid, act)


def rate(
    holder: Holder, case: UUID, *, bureau: str, unit: str, now: datetime | None = None
) -> None:
    """Rate bureau and unit separately."""

    def act(case: Case, person: Petitioner) -> None:
        after.rate(case, person, bureau=Score(bureau), unit=Score(unit), now=now)

    _as_resident(holder, case, act)


def say_solved(
    holder: Holder, case: UUID, answer: str, *, text: str = "", now: datetime | None = None
) -> None:
    """Say how far it is solved; not solved goes to the bureau's desk for disputed answers."""

    def act(case: Case, person: Petitioner) -> None:
        after.say_solved(case, person, Solved(answer), text=text, now=now)

    _as_resident(holder, case, act)


def supply_material(holder: Holder, case: UUID, text: str, *, now: datetime | None = None) -> None:
    """Answer what the unit asked for."""

    def act(case: Case, person: Petitioner) -> None:
        handling.supply_material(case, text, person=person, now=now)

    _as_resident(holder, case, act)


def categories(on: date) -> list[CategoryChoice]:
    """The plain words a resident picks from, in the form's order."""
    rows = Category.objects.valid(on).first_level().filter(form_order__gt=0)
    return [
        CategoryChoice(row.code, row.plain_words, row.plain_words_en, row.form_order <= 10)
        for row in rows.order_by("form_order")
    ]


def days_promised(on: date) -> dict[str, int | None]:
    """The days of each limit in force: the law's, or the city's where it is kinder."""
    city = city_limits(on)
    return {kind.value: limit_on(kind, on, city).days for kind in ClockKind}


def places(on: date) -> list[PlaceChoice]:
    """Stations that have rooms, each with the villages and communities it serves."""
    rooms: dict[str, list[PlaceChoice]] = {}
    units = Unit.objects.open(on).exclude(kind=Level.BUREAU).order_by("path")
    stations = []
    # Hundreds of them on a page anyone may open: read as they stand in the table.
    for pk, kind, path, area, name, name_en in units.values_list(
        "pk", "kind", "path", "area", "name", "name_en"
    ):
        choice = PlaceChoice(pk, area or name, name_en)
        if kind == Level.ROOM:
            rooms.setdefault(path[: -Unit.steplen], []).append(choice)
        else:
            stations.append((path, choice))
    return [
        PlaceChoice(choice.id, choice.name, choice.name_en, rooms[path])
        for path, choice in stations
        if path in rooms
    ]


def _as_resident(holder: Holder, case: UUID, act: Callable[[Case, Petitioner], None]) -> None:
    person = _person(holder)
    for remaining in reversed(range(_TRIES)):
        try:
            act(_cases(holder).get(uuid=case), person)
            return
        except Overtaken:
            if not remaining:
                raise


def _person(holder: Holder) -> Petitioner:
    return Petitioner.objects.select_related("submission").get(
        pk=holder.petitioner, submission=holder.submission
    )


def _cases(holder: Holder):
    joined = Case.objects.filter(
        casesubmission__submission=holder.submission, casesubmission__until=None
    )
    return joined.select_related("submission", "unit", "organ", "category", "area").order_by("-id")


def _category(code: str, on: date) -> Category | None:
    if not code:
        return None
    found = Category.objects.valid(on).filter(code=code, form_order__gt=0).first()
    if found is None:
        raise LookupError("No such category.")
    return found


def _area(pk: int | None) -> Unit | None:
    if pk is None:
        return None
    found = Unit.objects.filter(pk=pk, kind=Level.ROOM).first()
    if found is None:
        raise LookupError("No such village or community.")
    return found
