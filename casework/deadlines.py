"""Every time limit of the queue as a table, and the arithmetic of due dates.

Pure: knows no models. Days are days in Asia/Shanghai; day 0 is the day of the event and is not
counted. A duty of an office never rolls over a holiday (the stricter reading); a right of a
resident that would end on a day off ends on the next working day (the kinder one).

Articles are those of the Regulation on Petition Work (信访工作条例, 2022-05-01). A city may be
stricter than the law, never slower: `CityLimit` values above a legal limit are not applied.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from casework.workflow import Status
from core.workdays import Calendar


class ClockKind(TextChoices):
    REGISTER = "register", _("register")
    REFER = "refer", _("pass on to the unit in charge")
    NOTIFY = "notify", _("tell the resident whether it is accepted")
    OBJECT = "object", _("object to a referral")
    ROOM = "room", _("settle it in the room")
    STATION = "station", _("settle it at the station")
    HANDLE = "handle", _("answer")
    FAST_TRACK = "fast_track", _("answer by the fast track")
    STATUTORY_DUTY = "statutory_duty", _("perform the statutory duty or answer")
    SUGGESTION = "suggestion", _("answer a suggestion")
    ENQUIRY = "enquiry", _("answer an enquiry")
    ASSIGNED_REPORT = "assigned_report", _("report on an assignment")
    HANDOVER = "handover", _("obtain the other desk's receipt")
    DISPUTED = "disputed", _("call about a disputed answer")
    REWORK = "rework", _("answer again")
    MATERIAL = "material", _("supply material")
    CONFIRM = "confirm", _("say whether it was solved")
    RESTORE = "restore", _("take a withdrawal back")
    REVIEW_REQUEST = "review_request", _("ask for review")
    REVIEW = "review", _("decide the review")
    FINAL_REVIEW_REQUEST = "final_review_request", _("ask for final review")
    FINAL_REVIEW = "final_review", _("decide the final review")


class Counts(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class Holder(StrEnum):
    """Whose time it is: a duty of an office, or a right or task of the resident."""

    OFFICE = "office"
    RESIDENT = "resident"


class Source(StrEnum):
    LAW = "law"
    CITY = "city"
    TYPED = "typed"  # the organ enters the date its own statute gives


@dataclass(frozen=True)
class TimeLimit:
    """One limit in one version. `days` of None: the organ types the date itself."""

    kind: ClockKind
    days: int | None
    counts: Counts
    holder: Holder
    source: Source
    article: str
    in_force_from: date


@dataclass(frozen=True)
class CityLimit:
    """The city's own value for a limit, from a `CityRule` with the key `limit.<kind>`."""

    days: int
    in_force_from: date


@dataclass(frozen=True)
class Due:
    """The date the count gives, and the date that holds after rolling."""

    raw: date
    effective: date


REGULATION = date(2022, 5, 1)
HOUSE = "本市规定"
LONGEST_EXTENSION = 30  # days, once (Art 34)


def _law(kind: ClockKind, days: int, article: str, holder: Holder = Holder.OFFICE) -> TimeLimit:
    return TimeLimit(kind, days, Counts.CALENDAR, holder, Source.LAW, article, REGULATION)


def _house(
    kind: ClockKind,
    days: int,
    counts: Counts = Counts.CALENDAR,
    *,
    article: str = HOUSE,
    holder: Holder = Holder.OFFICE,
) -> TimeLimit:
    return TimeLimit(kind, days, counts, holder, Source.CITY, article, REGULATION)


K = ClockKind

LIMITS: tuple[TimeLimit, ...] = (
    # House limits inside the 15 days that Art 22 gives for both steps together.
    _house(K.REGISTER, 1, Counts.WORKING, article="本市规定（法定：第二十二条）"),
    _house(K.REFER, 4, article="本市规定（法定：第二十二条）"),
    # 15 days from the organ's own receipt.
    _law(K.NOTIFY, 15, "第二十三条"),
    TimeLimit(
        K.OBJECT, 5, Counts.WORKING, Holder.OFFICE, Source.LAW, "第二十三条第三款", REGULATION
    ),
    # Both from the first receipt, so that a matter does not age unseen on its way up.
    _house(K.ROOM, 7),
    _house(K.STATION, 15),
    # Only matters of Art 31(6), from acceptance.
    _law(K.HANDLE, 60, "第三十四条"),
    _house(K.FAST_TRACK, 10, Counts.WORKING, article="简易办理办法"),
    TimeLimit(
        K.STATUTORY_DUTY,
        None,
        Counts.CALENDAR,
        Holder.OFFICE,
        Source.TYPED,
        "第三十一条第五项",
        REGULATION,
    ),
    # The 30 days stood in the 2005 regulation (Art 36) and are kept as a promise of the city.
    _house(K.SUGGESTION, 30, article="第二十九条；本市规定"),
    _house(K.ENQUIRY, 5, Counts.WORKING),
    TimeLimit(
        K.ASSIGNED_REPORT,
        None,
        Counts.CALENDAR,
        Holder.OFFICE,
        Source.TYPED,
        "第二十二条第三项",
        REGULATION,
    ),
    _house(K.HANDOVER, 15, article="第三十一条；本市规定"),
    _house(K.DISPUTED, 2, Counts.WORKING),
    _house(K.REWORK, 15),
    _house(K.MATERIAL, 15, holder=Holder.RESIDENT),
    _house(K.CONFIRM, 30, holder=Holder.RESIDENT),
    _house(K.RESTORE, 7, holder=Holder.RESIDENT),
    _law(K.REVIEW_REQUEST, 30, "第三十五条", Holder.RESIDENT),
    _law(K.REVIEW, 30, "第三十五条"),
    _law(K.FINAL_REVIEW_REQUEST, 30, "第三十六条", Holder.RESIDENT),
    _law(K.FINAL_REVIEW, 30, "第三十六条"),
)

# What an office may owe in each open status; every open status owes something.
DUTIES: dict[Status, frozenset[ClockKind]] = {
    Status.SUBMITTED: frozenset({K.REGISTER}),
    Status.LOCAL: frozenset({K.ROOM, K.STATION, K.SUGGESTION, K.ENQUIRY}),
    Status.REGISTERED: frozenset({K.REFER, K.SUGGESTION, K.ENQUIRY}),
    Status.REFERRED: frozenset({K.NOTIFY, K.SUGGESTION, K.ENQUIRY, K.ASSIGNED_REPORT}),
    Status.ACCEPTED: frozenset(
        {K.HANDLE, K.FAST_TRACK, K.STATUTORY_DUTY, K.SUGGESTION, K.ENQUIRY, K.REWORK}
        | {K.ASSIGNED_REPORT, K.REVIEW, K.FINAL_REVIEW}
    ),
    Status.REDIRECTED: frozenset({K.HANDOVER}),
    Status.DISPUTED: frozenset({K.DISPUTED}),
}
# Asking for material pauses nothing: what was owed before is owed still.
DUTIES[Status.NEEDS_INFO] = (
    DUTIES[Status.REGISTERED] | DUTIES[Status.REFERRED] | DUTIES[Status.ACCEPTED]
)

# Clocks that an answer to the resident meets; the figure "on time" counts these.
ANSWER_CLOCKS = frozenset(
    {K.HANDLE, K.FAST_TRACK, K.STATUTORY_DUTY, K.SUGGESTION, K.ENQUIRY, K.REWORK}
    | {K.REVIEW, K.FINAL_REVIEW}
)


def limit_on(kind: ClockKind, day: date, city: Mapping[str, CityLimit] | None = None) -> TimeLimit:
    """The limit in force on a day. Before the first version, the first one applies."""
    versions = [limit for limit in LIMITS if limit.kind == kind]
    in_force = [limit for limit in versions if limit.in_force_from <= day]
    limit = (
        max(in_force, key=lambda version: version.in_force_from)
        if in_force
        else min(versions, key=lambda version: version.in_force_from)
    )
    own = (city or {}).get(kind)
    if own is None or limit.days is None or own.in_force_from > day:
        return limit
    if limit.source == Source.LAW and not _is_kinder(own.days, limit):
        return limit
    return replace(limit, days=own.days, source=Source.CITY, in_force_from=own.in_force_from)


def _is_kinder(days: int, limit: TimeLimit) -> bool:
    """A city may shorten a legal duty and lengthen a legal right, not the other way round."""
    assert limit.days is not None
    if limit.holder == Holder.OFFICE:
        return days <= limit.days
    return days >= limit.days


def due(limit: TimeLimit, start: date, calendar: Calendar, *, typed: date | None = None) -> Due:
    """When a limit that starts on a day ends.

    Raises ValueError when a typed limit comes without its date, or with one in the past.
    """
    if limit.days is None:
        if typed is None or typed < start:
            raise ValueError("A typed limit needs its own date, not before the start.")
        return Due(typed, typed)
    return _count(limit, start, limit.days, calendar)


def extended(limit: TimeLimit, raw: date, days: int, calendar: Calendar) -> Due:
    """The new end after an extension of at most 30 days, once (Art 34)."""
    if not 1 <= days <= LONGEST_EXTENSION:
        raise ValueError("An extension is 1 to 30 days (Art 34).")
    return _count(replace(limit, counts=Counts.CALENDAR), raw, days, calendar)


def _count(limit: TimeLimit, start: date, days: int, calendar: Calendar) -> Due:
    if limit.counts == Counts.WORKING:
        end = calendar.add_workdays(start, days)
        return Due(end, end)
    raw = start + timedelta(days=days)
    rolls = limit.holder == Holder.RESIDENT
    return Due(raw, calendar.next_workday(raw) if rolls else raw)
