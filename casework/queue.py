"""The lists of the queue: who has one, its tabs with their counts, its order, its search.

Every list starts from `Case.objects.for_user(user)`; the rules here only narrow it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from casework.choices import ANSWERS, Kind, NoteKind
from casework.codes import normalise_number
from casework.models import Case, CaseSubmission, Letter, Note, Petitioner
from casework.models.querysets import CASE_ROLES, CaseQuerySet
from casework.people import phone_digits
from casework.workflow import ANSWERED, ENDED, Status
from core.workdays import end_of_day
from units.models import Unit, User, span
from units.models.unit import UnitQuerySet
from units.roles import Level, RoleCode

R = RoleCode
S = Status

SOON = timedelta(days=7)
MOST_FOUND = 50
FEWEST_PHONE_DIGITS = 7
_SHOWN = (
    "number",
    "kind",
    "status",
    "received_at",
    "next_due_at",
    "submission__title",
    "unit__name",
    "category__name",
)
# A suggestion or enquiry is answered without being accepted first.
ANSWERED_DIRECTLY = (Kind.SUGGESTION, Kind.ENQUIRY)


def works_on_matters(user: User) -> bool:
    """Whether a person has a queue at all; `is_superuser` gives none."""
    return user.holds(*CASE_ROLES, R.DISCIPLINE)


# --- what a tab holds -------------------------------------------------------------------------
_ready = Letter.objects.filter(
    case=OuterRef("pk"), issued_at=None, kind__in=ANSWERS, ready_at__isnull=False
)
_sent_back = Note.objects.filter(
    kind=NoteKind.SENT_BACK, case=OuterRef("case"), at__gt=OuterRef("drafted_at")
).exclude(author=OuterRef("drafted_by"))
_returned = Letter.objects.filter(
    Exists(_sent_back), case=OuterRef("pk"), issued_at=None, kind__in=ANSWERS, ready_at=None
)


def _held(user: User, *codes: RoleCode) -> Q:
    """Held by a unit where the person has one of these posts."""
    return Q(unit__in=[post.unit_id for post in user.posts_as(*codes)])


# Owed already when an old matter was imported: a pile of its own, so that hundreds of them do not
# bury today's work. The first new step (passed on, accepted) sets a new limit and ends that.
OLD_PILE = Q(imported_at__isnull=False, next_due_at__lte=F("imported_at"))
_WAITING = Q(status=S.REFERRED) & ~Q(kind__in=ANSWERED_DIRECTLY)
_ANSWERABLE = Q(status=S.ACCEPTED) | Q(status=S.REFERRED, kind__in=ANSWERED_DIRECTLY)
_UNANSWERED = _ANSWERABLE & ~Exists(_ready)


def _to_accept(user: User, today: date) -> Q:
    return _held(user, R.HANDLER) & _WAITING & ~OLD_PILE


def _to_draft(user: User, today: date) -> Q:
    return _held(user, R.HANDLER) & _UNANSWERED & ~OLD_PILE


def _sent_back_to(user: User, today: date) -> Q:
    return _held(user, R.HANDLER) & Exists(_returned)


def _nearby(user: User, today: date) -> Q:
    return _held(user, R.HANDLER, R.INFORMATION_OFFICER) & Q(status=S.LOCAL)


def _to_approve(user: User, today: date) -> Q:
    return _held(user, R.HEAD) & Exists(_ready)


def _late(user: User, today: date) -> Q:
    return Q(next_due_at__lte=end_of_day(today - timedelta(days=1))) & ~OLD_PILE


def _soon(user: User, today: date) -> Q:
    today_on = Q(next_due_at__gt=end_of_day(today - timedelta(days=1)))
    return Q(next_due_at__lte=end_of_day(today + SOON)) & today_on


def _mine(user: User, today: date) -> Q:
    """轮到我: what waits for a step of this very person's posts."""
    turns = {
        R.DUTY_OFFICER: lambda: (
            (
                Q(status__in=[S.SUBMITTED, S.REGISTERED, S.DISPUTED])
                | Q(status=S.REDIRECTED) & ~Q(kind=Kind.REPORT)
            )
            & ~OLD_PILE
        ),
        R.SUPERVISOR: lambda: Q(status=S.DISPUTED) | _late(user, today),
        R.DISCIPLINE: lambda: Q(status=S.REDIRECTED, kind=Kind.REPORT),
        R.INFORMATION_OFFICER: lambda: _nearby(user, today),
        # The unit asked for once: a database reads the alternatives of an OR one by one.
        R.HANDLER: lambda: (
            _held(user, R.HANDLER) & (Q(status=S.LOCAL) | ((_WAITING | _UNANSWERED) & ~OLD_PILE))
        ),
        R.HEAD: lambda: _to_approve(user, today),
    }
    held = [turn() for role, turn in turns.items() if user.holds(role)]
    return reduce(or_, held, Q(pk__in=[]))


# --- the tabs -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Tab:
    """One list; shown to the roles named, to all who have a queue where none is."""

    slug: str
    label: StrPromise
    holds: Callable[[User, date], Q]
    roles: frozenset[RoleCode] = frozenset()
    is_open: bool = True  # only open matters are counted: the others have no end
    alarming: bool = False
    new_first: bool = False  # holds all that is new
    only_if_any: bool = False  # not offered where it holds nothing


def _status(*statuses: Status) -> Callable[[User, date], Q]:
    return lambda user, today: Q(status__in=statuses)


def _to_pass_on(user: User, today: date) -> Q:
    return Q(status=S.REGISTERED) & ~OLD_PILE


def _old(user: User, today: date) -> Q:
    return OLD_PILE


_WITH_TURNS = frozenset(
    {R.DUTY_OFFICER, R.SUPERVISOR, R.DISCIPLINE, R.INFORMATION_OFFICER, R.HANDLER, R.HEAD}
)
_DESK = frozenset({R.DUTY_OFFICER})
_HANDLER = frozenset({R.HANDLER})

TABS: tuple[Tab, ...] = (
    Tab("mine", _("Mine now"), _mine, _WITH_TURNS, new_first=True),
    Tab("new", _("To register"), _status(S.SUBMITTED), _DESK),
    Tab("to-pass-on", _("To pass on"), _to_pass_on, _DESK),
    Tab("to-accept", _("To accept"), _to_accept, _HANDLER),
    Tab("to-draft", _("To answer"), _to_draft, _HANDLER),
    Tab("sent-back", _("Sent back to you"), _sent_back_to, _HANDLER, alarming=True),
    Tab("to-approve", _("Answers to approve"), _to_approve, frozenset({R.HEAD})),
    Tab("soon", _("Due in 7 days"), _soon),
    Tab("late", _("Late"), _late, alarming=True),
    Tab(
        "disputed",
        _("Disputed"),
        _status(S.DISPUTED),
        frozenset({R.DUTY_OFFICER, R.SUPERVISOR, R.LEADER}),
        alarming=True,
    ),
    Tab("old", _("Old matters"), _old, only_if_any=True),
    Tab("open", _("All open"), lambda user, today: Q(), new_first=True),
    Tab("answered", _("Answered"), _status(*ANSWERED), is_open=False),
    Tab("ended", _("Ended"), _status(*ENDED), is_open=False),
)


def tabs_of(user: User) -> list[Tab]:
    """The tabs of a person, the one for their turn first."""
    return [tab for tab in TABS if not tab.roles or user.holds(*tab.roles)]


def counts(user: User, tabs: list[Tab], today: date) -> dict[str, int]:
    """How many matters each tab of open ones holds, in one query."""
    wanted = {
        tab.slug.replace("-", "_"): Count("pk", filter=tab.holds(user, today) or None)
        for tab in tabs
        if tab.is_open
    }
    found = Case.objects.for_user(user).open().aggregate(**wanted)
    return {name.replace("_", "-"): number for name, number in found.items()}


def offered(tabs: list[Tab], counts: dict[str, int]) -> list[Tab]:
    """The tabs that are worth a place: those that may be empty only when they are not."""
    return [tab for tab in tabs if not tab.only_if_any or counts[tab.slug]]


def matters(
    user: User, tab: Tab, narrowed: Q, today: date, known: dict[str, int] | None = None
) -> "Listing":
    """The open matters of a tab: by what is due next, the duty officer's new ones first.

    `known` are the counts of the tabs where nothing narrows them, so nothing is counted twice.
    """
    due = _scope(user, tab, narrowed, today).open().order_by("next_due_at", "id")
    total = known[tab.slug] if known else due.count()
    if not tab.new_first or not user.holds(R.DUTY_OFFICER):
        return Listing(due.none(), due, 0, total)
    new = due.filter(status=S.SUBMITTED)
    how_many_new = known["new"] if known else new.count()
    return Listing(new, due.exclude(status=S.SUBMITTED), how_many_new, total)


def latest(
    user: User,
    tab: Tab,
    narrowed: Q,
    today: date,
    *,
    before: str,
    size: int,
    unit: Unit | None = None,
) -> tuple[list[Case], str]:
    """Matters without a due date, newest first: some, and the number to go on from.

    They only grow, so they are not counted: each page goes on from the last number shown.
    `unit` is the one they are narrowed to.
    """
    scope = _scope(user, tab, narrowed, today).order_by("-id")
    if before:
        shown = Case.objects.for_user(user).filter(number=before)
        scope = scope.filter(pk__lt=Subquery(shown.values("pk")))
    units = _units(user, unit)
    if units is not None:
        scope = _from_the_newest(scope, units, size + 1)
    found = _rows(scope[: size + 1])
    return found[:size], found[size - 1].number if len(found) > size else ""


def _units(user: User, chosen: Unit | None) -> UnitQuerySet | None:
    """The units of a list that is not the whole city's."""
    if chosen is not None:
        is_bureau = chosen.kind == Level.BUREAU
        return Unit.objects.filter(Q(pk=chosen.pk) if is_bureau else span(chosen.path))
    posts = user.posts_as(*CASE_ROLES, R.DISCIPLINE)
    if any(post.unit.kind == Level.BUREAU for post in posts):
        return None
    return Unit.objects.filter(reduce(or_, (span(post.unit.path) for post in posts)))


def _from_the_newest(scope: CaseQuerySet, units: UnitQuerySet, size: int) -> CaseQuerySet:
    """Leave out what is older than so many of one unit alone: it cannot be among the newest of
    all. A station that has had thousands need not have them sorted."""
    last = scope.filter(unit=OuterRef("pk")).values("pk")[size - 1 : size]
    oldest = units.aggregate(oldest=Max(Subquery(last)))["oldest"]
    return scope.filter(pk__gte=oldest) if oldest else scope


def _scope(user: User, tab: Tab, narrowed: Q, today: date) -> CaseQuerySet:
    return Case.objects.for_user(user).filter(tab.holds(user, today), narrowed)


def _rows(found: CaseQuerySet) -> list[Case]:
    """A slice of a list with what its rows show. Its keys are looked up alone: a page deep in
    the list would else fetch title, unit and category of all it passes over."""
    rows = Case.objects.filter(pk__in=found.values("pk"))
    return list(_for_rows(rows).order_by(*found.query.order_by))


def _for_rows(scope: CaseQuerySet) -> CaseQuerySet:
    """With what a row of a list shows, and no other sealed words."""
    return scope.select_related("submission", "unit", "category").only(*_SHOWN)


class Listing:
    """Two lists one after the other, so that neither is sorted by an expression."""

    def __init__(self, first: CaseQuerySet, then: CaseQuerySet, seam: int, total: int) -> None:
        self.first, self.then, self.seam, self.total = first, then, seam, total

    def count(self) -> int:
        return self.total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Case]:
        found = _rows(self.first[part]) if part.start < self.seam else []
        if part.stop > self.seam:
            found += _rows(self.then[max(part.start - self.seam, 0) : part.stop - self.seam])
        return found


# --- search --------------------------------------------------------------------------------
def find(user: User, typed: str) -> list[Case]:
    """Matters by exact number, telephone or name; the last two through the keyed hashes."""
    scope = _for_rows(Case.objects.for_user(user))
    number = normalise_number(typed)
    if number:
        return list(scope.filter(number=number))
    is_phone = len(phone_digits(typed)) >= FEWEST_PHONE_DIGITS
    index = Petitioner._meta.get_field("phone_index" if is_phone else "name_index")
    people = Petitioner.objects.filter(index.matching(typed))
    joined = CaseSubmission.objects.filter(until=None, submission__in=people.values("submission"))
    return list(scope.filter(pk__in=joined.values("case")).order_by("-id")[:MOST_FOUND])
