"""How hearings are shown: plain values for the templates, in the language of the page."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.workdays import CITY_TZ
from hearings import status
from hearings.choices import ChangeKind
from hearings.models.change import Change
from hearings.models.hearing import Hearing
from hearings.status import HearingStatus as S

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Status to the tone of its tag; the icon of the tone says the same as its colour.
TONES: Mapping[S, str] = {
    S.OPEN: "go",
    S.COMING: "new",
    S.TODAY: "wait",
    S.UNREPORTED: "late",
    S.HELD: "wait",
    S.LATE: "late",
    S.CONCLUDED: "done",
    S.CANCELLED: "new",
}
_GROUPS = ("ahead", "waiting", "ended")


def overview(pages: "QuerySet[Any]", asked: Mapping[str, str], today: date) -> dict[str, Any]:
    """Cards and filters of a list of pages: one query however many hearings. Those ahead stand
    first, the nearest on top; then the latest."""
    by_row = _told(pages)
    standing = {row: row.status(today) for row in by_row}
    years = sorted({row.held_at.year for row in by_row}, reverse=True)
    group, year = asked.get("stage", ""), asked.get("year", "")
    chosen = [
        row
        for row in by_row
        if (group not in _GROUPS or _group(standing[row]) == group)
        and (year not in map(str, years) or str(row.held_at.year) == year)
    ]
    ahead = sorted((r for r in chosen if standing[r] in status.AHEAD), key=lambda r: r.held_at)
    past = sorted((r for r in chosen if r not in ahead), key=lambda r: r.held_at, reverse=True)
    there = {_group(stands) for stands in standing.values()}
    return {
        "cards": [_card(row, by_row[row], standing[row]) for row in ahead + past],
        "stages": [
            {"value": value, "label": label, "chosen": value == group}
            for value, label in _group_labels().items()
            if value in there
        ],
        "years": [{"value": one, "chosen": str(one) == year} for one in years],
        "is_filtered": len(chosen) != len(by_row),
    }


def in_brief(pages: "QuerySet[Any]", today: date, limit: int) -> list[dict[str, Any]]:
    """The hearings of a first page: those to come, the nearest first."""
    by_row = _told(pages.filter(hearing__held_on=None, hearing__cancelled_on=None))
    ahead = [row for row in by_row if row.status(today) in status.AHEAD]
    ahead.sort(key=lambda row: row.held_at)
    return [_card(row, by_row[row], row.status(today)) for row in ahead[:limit]]


def _told(pages: "QuerySet[Any]") -> dict[Hearing, Any]:
    """Announced hearings with the page that tells of each."""
    told = pages.filter(hearing__announced_at__isnull=False).select_related("hearing")
    return {page.hearing: page for page in told}


def one(row: Hearing, today: date) -> dict[str, Any]:
    """Everything the page of one hearing says beside its story."""
    if not row.is_announced:
        return {"facts": facts(row), "stands": ""}
    stands = row.status(today)
    return {
        "stands": stands,
        "word": stands.label,
        "tone": TONES[stands],
        "facts": facts(row),
        "steps": _steps(row, stands),
        "changes": [_change(change) for change in row.decided()],
        "outcome": _outcome(row) if stands == S.CONCLUDED else None,
        "short_notice": row.notice_is_short and row.notice_by,
    }


def facts(row: Hearing) -> list[dict[str, str]]:
    """What a person needs to come: when, where, who, how."""
    shown = [
        (_("Kind"), row.get_kind_display()),
        (_("When"), _moment(row.held_at)),
        (_("Where"), _own(row.place, row.place_en)),
        (_("Held by"), row.organ.name),
        (_("Who may take part"), _own(row.who, row.who_en)),
        (_("Seats"), str(row.seats)),
        (_("How to apply"), _own(row.how, row.how_en)),
        (_("Apply until"), str(row.apply_until or "")),
        (_("Contact"), row.contact),
    ]
    return [{"term": term, "value": value} for term, value in shown if value]


def _card(row: Hearing, page: Any, stands: S) -> dict[str, Any]:
    note = _("%(when)s · %(where)s") % {
        "when": _moment(row.held_at),
        "where": _own(row.place, row.place_en),
    }
    if stands == S.OPEN:
        note = _("%(note)s · apply until %(day)s") % {"note": note, "day": row.apply_until}
    return {
        "title": page.title,
        "url": page.url,
        "text": page.summary,
        "word": stands.label,
        "tone": TONES[stands],
        "note": note,
    }


def _steps(row: Hearing, stands: S) -> list[dict[str, Any]]:
    """What was done and what comes, with its day."""
    done: list[dict[str, Any]] = [{"title": _("Announced"), "at": row.announced_at}]
    if stands == S.CANCELLED:
        return done
    due = [
        (_("Applications close"), row.apply_until, stands not in (S.OPEN,)),
        (_("Materials reach those who take part"), row.materials_by, None),
        (_("The hearing"), localtime(row.held_at, CITY_TZ), bool(row.held_on)),
        (_("Outcome published"), row.minutes_by, stands == S.CONCLUDED),
    ]
    if stands == S.CONCLUDED:
        due[-1] = (due[-1][0], row.concluded_on, True)
    late = {S.UNREPORTED: 2, S.LATE: 3}.get(stands)
    for place, (title, day, reached) in enumerate(due):
        passed = reached if reached is not None else bool(row.held_on)
        entry: dict[str, Any] = {"title": title, "at": day, "is_next": not passed}
        if place == late:
            entry |= {"tone": "late", "word": _("late")}
        done.append(entry)
    return done


def _change(change: Change) -> dict[str, Any]:
    title = ChangeKind(change.kind).label
    if change.after:
        title = _("%(change)s: %(before)s → %(after)s") % {
            "change": title,
            "before": _moment(datetime.fromisoformat(change.before)),
            "after": _moment(datetime.fromisoformat(change.after)),
        }
    return {
        "title": title,
        "at": change.decided_on,
        "by": _("approved by %(post)s") % {"post": change.decided_as},
        "text": _own(change.reason, change.reason_en),
    }


def _outcome(row: Hearing) -> dict[str, Any]:
    outcome = row.outcome
    return {
        "figures": [
            {"value": outcome.participants, "label": _("took part")},
            {"value": outcome.observers, "label": _("listened")},
            {"value": outcome.opinions, "label": _("opinions put forward")},
            {"value": outcome.adopted, "label": _("adopted, wholly or in part")},
        ],
        "conclusion": _own(outcome.conclusion, outcome.conclusion_en),
        "adoption": _own(outcome.adoption, outcome.adoption_en),
        "minutes": outcome.minutes,
    }


def _group(stands: S) -> str:
    if stands in status.AHEAD:
        return "ahead"
    return "ended" if stands in status.ENDED else "waiting"


def _group_labels() -> dict[str, str]:
    return {
        "ahead": _("still to come"),
        "waiting": _("held, outcome to come"),
        "ended": _("finished"),
    }


def _moment(moment: datetime) -> str:
    return localtime(moment, CITY_TZ).strftime("%Y-%m-%d %H:%M")


def _own(chinese: str, english: str) -> str:
    """In the language of the page; the Chinese original where there is no English."""
    return ((get_language() or "").startswith("en") and english) or chinese
