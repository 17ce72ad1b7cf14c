"""The rules of a hearing by kind: notice, applications, materials, panel, minutes, as one table.

Pure: knows no models. Days are days in Asia/Shanghai. "So many days before" is read strictly:
so many whole days (or working days) lie between the last day for the duty and the hearing. A
last day of residents that falls on a day off moves to the next working day; a duty of the
organiser never moves later.

What no law fixes is a rule of the city (本市规定). A city may be stricter than the table, never
laxer: `stricter` takes its values and drops those that are not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.workdays import ONE_DAY, Calendar


class HearingKind(TextChoices):
    PETITION = "petition", _("hearing on a petition matter")
    DECISION = "decision", _("hearing on a major decision")
    LAND = "land", _("hearing on land acquisition")
    HOUSING = "housing", _("hearing on the acquisition of buildings")
    PRICE = "price", _("hearing on a price set by the government")
    OTHER = "other", _("other hearing")


class Counts(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class Source(StrEnum):
    LAW = "law"
    CITY = "city"


@dataclass(frozen=True)
class Lead:
    """So many days, how they are counted, and which rule says so."""

    days: int
    counts: Counts
    source: Source
    article: str


@dataclass(frozen=True)
class PanelRule:
    """Who hears: at least so many, and an odd number where they vote."""

    least: int
    is_odd: bool
    source: Source
    article: str

    def allows(self, size: int) -> bool:
        return size >= self.least and (not self.is_odd or size % 2 == 1)


@dataclass(frozen=True)
class RuleProfile:
    """What one kind of hearing owes those it concerns.

    `comments`: how long the draft lies open before the hearing. `applications`: how long people
    may apply, counted from the notice. `participants`: when the list of those who take part is
    published. `representatives` of one group and `agents` of one person: at most.
    """

    kind: HearingKind
    notice: Lead
    applications: Lead
    participants: Lead
    materials: Lead
    minutes: Lead
    comments: Lead | None = None
    panel: PanelRule | None = None
    representatives: int | None = None
    agents: int | None = None


@dataclass(frozen=True)
class HearingDates:
    """What follows from the day of the hearing. All but the last are last days before it."""

    comments_open_by: date | None
    notice_by: date
    participants_by: date
    materials_by: date
    held_on: date
    minutes_by: date


HOUSE = "本市规定"
_DECISIONS = "重大行政决策程序暂行条例"
_RESOURCES = "自然资源听证规定"
_PRICES = "政府制定价格听证办法"
_CALENDAR, _WORKING = Counts.CALENDAR, Counts.WORKING
K = HearingKind


def _law(days: int, counts: Counts, article: str) -> Lead:
    return Lead(days, counts, Source.LAW, article)


def _house(days: int, counts: Counts = _WORKING) -> Lead:
    return Lead(days, counts, Source.CITY, HOUSE)


_ROWS = (
    # The regulation allows hearings (Art 31(6), 36) and leaves their rules to the province.
    RuleProfile(
        K.PETITION,
        notice=_house(10),
        applications=_house(5),
        participants=_house(5),
        materials=_house(5),
        minutes=_house(7),
        panel=PanelRule(5, is_odd=True, source=Source.CITY, article=HOUSE),
        representatives=5,
        agents=2,
    ),
    RuleProfile(
        K.DECISION,
        notice=_house(30, _CALENDAR),
        applications=_house(10),
        participants=_house(7, _CALENDAR),
        materials=_law(7, _CALENDAR, f"{_DECISIONS}第十六条"),
        minutes=_house(7),
        comments=_law(30, _CALENDAR, f"{_DECISIONS}第十五条"),
    ),
    RuleProfile(
        K.LAND,
        notice=_law(30, _CALENDAR, f"{_RESOURCES}第十三条"),
        applications=_house(10),
        participants=_house(10),
        materials=_law(10, _WORKING, f"{_RESOURCES}第十五条"),
        minutes=_law(7, _WORKING, f"{_RESOURCES}第十七条"),
        comments=_law(30, _CALENDAR, "土地管理法第四十七条"),
    ),
    RuleProfile(
        K.HOUSING,
        notice=_house(30, _CALENDAR),
        applications=_house(10),
        participants=_house(10),
        materials=_house(10),
        minutes=_house(7),
        comments=_law(30, _CALENDAR, "国有土地上房屋征收与补偿条例第十条"),
    ),
    RuleProfile(
        K.PRICE,
        notice=_law(30, _CALENDAR, _PRICES),
        applications=_house(7),
        participants=_law(15, _CALENDAR, _PRICES),
        materials=_law(15, _CALENDAR, _PRICES),
        minutes=_house(7),
        panel=PanelRule(3, is_odd=False, source=Source.CITY, article=HOUSE),
    ),
    RuleProfile(
        K.OTHER,
        notice=_house(10),
        applications=_house(5),
        participants=_house(5),
        materials=_house(5),
        minutes=_house(7),
    ),
)

PROFILES: Mapping[HearingKind, RuleProfile] = {row.kind: row for row in _ROWS}

# Names of the city's own values; it may lengthen all of them but the minutes.
LEADS = ("notice", "applications", "participants", "materials", "comments", "minutes")


def dates(profile: RuleProfile, held_on: date, calendar: Calendar) -> HearingDates:
    """The last days for everything that is owed around a hearing on this day."""
    comments = profile.comments
    return HearingDates(
        comments_open_by=_before(held_on, comments, calendar) if comments else None,
        notice_by=_before(held_on, profile.notice, calendar),
        participants_by=_before(held_on, profile.participants, calendar),
        materials_by=_before(held_on, profile.materials, calendar),
        held_on=held_on,
        minutes_by=_after(held_on, profile.minutes, calendar),
    )


def earliest_hearing(profile: RuleProfile, announced_on: date, calendar: Calendar) -> date:
    """The first working day on which a hearing announced on this day may be held; a draft to be
    commented on is taken to be published with the notice."""
    day = calendar.next_workday(announced_on + ONE_DAY)
    while _latest_start(profile, day, calendar) < announced_on:
        day = calendar.next_workday(day + ONE_DAY)
    return day


def apply_until(profile: RuleProfile, announced_on: date, calendar: Calendar) -> date:
    """The last day on which people may apply to take part."""
    return calendar.next_workday(_after(announced_on, profile.applications, calendar))


def stricter(profile: RuleProfile, city_days: Mapping[str, int]) -> RuleProfile:
    """The profile with the city's own days, by name of the lead, where they are stricter.

    Raises KeyError for a name that is no lead of hearings.
    """
    changes: dict[str, Lead] = {}
    for name, days in city_days.items():
        if name not in LEADS:
            raise KeyError(name)
        lead: Lead | None = getattr(profile, name)
        if lead is None:
            continue
        if days < lead.days if name == "minutes" else days > lead.days:
            changes[name] = replace(lead, days=days, source=Source.CITY, article=HOUSE)
    return replace(profile, **changes)  # type: ignore[arg-type]  # names are checked above


def _latest_start(profile: RuleProfile, held_on: date, calendar: Calendar) -> date:
    found = dates(profile, held_on, calendar)
    return min(found.notice_by, found.comments_open_by or found.notice_by)


def _before(day: date, lead: Lead, calendar: Calendar) -> date:
    """The last day that leaves so many whole days before `day`."""
    if lead.counts == Counts.CALENDAR:
        return day - timedelta(days=lead.days + 1)
    left = lead.days
    while left:
        day -= ONE_DAY
        left -= calendar.is_workday(day)
    return day - ONE_DAY


def _after(day: date, lead: Lead, calendar: Calendar) -> date:
    if lead.counts == Counts.WORKING:
        return calendar.add_workdays(day, lead.days)
    return day + timedelta(days=lead.days)
