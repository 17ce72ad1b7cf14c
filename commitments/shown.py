"""How promises are shown: plain values for the templates, in the language of the page."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commitments import status
from commitments.choices import ChangeKind
from commitments.models.change import Change
from commitments.models.commitment import Commitment
from commitments.status import CommitmentStatus as S

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Status to the tone of its tag; the icon of the tone says the same as its colour.
TONES: Mapping[S, str] = {
    S.NOT_STARTED: "new",
    S.ON_TRACK: "go",
    S.AHEAD: "go",
    S.SLOW: "wait",
    S.OVERDUE: "late",
    S.DONE: "done",
    S.CHANGED: "wait",
    S.CANCELLED: "new",
}
# What a reader looks for first.
_ORDER = (S.OVERDUE, S.SLOW, S.CHANGED, S.ON_TRACK, S.AHEAD, S.NOT_STARTED, S.DONE, S.CANCELLED)


def overview(pages: "QuerySet[Any]", asked: Mapping[str, str], today: date) -> dict[str, Any]:
    """Cards, filters and counts of a list of pages: three queries however many promises."""
    by_row = _told(pages)
    standing = {row: row.status(today) for row in by_row}
    years = sorted({row.due_on.year for row in by_row}, reverse=True)
    word, year = asked.get("status", ""), asked.get("year", "")
    chosen = [
        row
        for row in by_row
        if (word not in S.values or standing[row] == word)
        and (year not in map(str, years) or str(row.due_on.year) == year)
    ]
    chosen.sort(key=lambda row: (_ORDER.index(standing[row]), row.due_on, row.pk))
    return {
        "cards": [_card(row, by_row[row], standing[row]) for row in chosen],
        "statuses": [
            {"value": s.value, "label": s.label, "chosen": s == word}
            for s in _ORDER
            if s in standing.values()
        ],
        "years": [{"value": y, "chosen": str(y) == year} for y in years],
        "headline": _headline(standing.values()),
        "is_filtered": len(chosen) != len(by_row),
        "total": len(by_row),
    }


def in_brief(pages: "QuerySet[Any]", today: date, limit: int) -> list[dict[str, Any]]:
    """The promises of a first page: what is late before what goes well, none that has ended."""
    by_row = _told(pages.filter(commitment__done_on=None, commitment__cancelled_on=None))
    rows = sorted(by_row, key=lambda row: (_ORDER.index(row.status(today)), row.due_on, row.pk))
    return [_card(row, by_row[row], row.status(today)) for row in rows[:limit]]


def _told(pages: "QuerySet[Any]") -> dict[Commitment, Any]:
    """Announced promises with the page that tells of each."""
    told = pages.filter(commitment__announced_at__isnull=False)
    return {
        page.commitment: page
        for page in told.select_related("commitment__unit").prefetch_related(
            "commitment__milestones", "commitment__progress_reports"
        )
    }


def one(row: Commitment, today: date) -> dict[str, Any]:
    """Everything the page of one promise says beside its story."""
    stands = row.status(today)
    promise = row.promise()
    return {
        "word": stands.label,
        "tone": TONES[stands],
        "facts": facts(row),
        "clock": _clock(row, stands, today),
        "percent": status.actual_progress(promise, today),
        "planned": status.planned_progress(promise, today),
        "reached": _reached(row),
        "steps": [_step(step, today) for step in row.milestones.all()],
        "reports": [_report(report) for report in row.reports()],
        "changes": [_change(change) for change in row.decided()],
    }


def name(row: Commitment) -> str:
    return _own(row.name, row.name_en)


def target(row: Commitment, number: int | None = None) -> str:
    """ "300 street lamps": a number with what it counts."""
    return f"{row.target if number is None else number} {_own(row.measure, row.measure_en)}"


def facts(row: Commitment) -> list[dict[str, str]]:
    return [
        {"term": _("Promised"), "value": f"{name(row)}\n{target(row)}"},
        {"term": _("In charge"), "value": f"{_unit(row)} · {row.post}"},
        {
            "term": _("Source"),
            "value": " · ".join(filter(None, [row.get_source_display(), row.document])),
        },
        {"term": _("From – to"), "value": f"{row.starts_on} – {row.due_on}"},
    ] + _first_word(row)


def _first_word(row: Commitment) -> list[dict[str, str]]:
    """What was promised at first, where it was changed since."""
    if row.first_due_on in (None, row.due_on) and row.first_target in (None, row.target):
        return []
    words = _("%(target)s until %(day)s") % {
        "target": target(row, row.first_target),
        "day": row.first_due_on,
    }
    return [{"term": _("First promised"), "value": words}]


def _card(row: Commitment, page: Any, stands: S) -> dict[str, Any]:
    return {
        "title": page.title,
        "url": page.url,
        "text": page.summary,
        "word": stands.label,
        "tone": TONES[stands],
        "note": _("%(unit)s · until %(day)s · %(reached)s")
        % {
            "unit": _unit(row),
            "day": row.due_on,
            "reached": _reached(row),
        },
    }


def _reached(row: Commitment) -> str:
    reports = row.reports()
    if not reports:
        return _("no progress report yet")
    return _("%(reached)s of %(target)s") % {
        "reached": reports[0].reached,
        "target": target(row),
    }


def _clock(row: Commitment, stands: S, today: date) -> dict[str, Any]:
    ended = stands in status.ENDED
    late = not ended and today > row.due_on
    return {
        "due": row.due_on,
        "days": abs((row.due_on - today).days),
        "late": late,
        "done": ended,
        "sentence": stands.label,
        "note": _("%(unit)s answers for it.") % {"unit": _unit(row)},
    }


def _step(step: Any, today: date) -> dict[str, Any]:
    missed = not step.reached_on and step.due_on < today
    if step.reached_on:
        text = _("Reached on %(day)s") % {"day": step.reached_on}
    else:
        text = _("Planned until %(day)s") % {"day": step.due_on}
    return {
        "title": _own(step.name, step.name_en),
        "text": text,
        "is_next": not step.reached_on,
        "tone": "late" if missed else "",
        "word": _("late") if missed else "",
    }


def _report(report: Any) -> dict[str, Any]:
    return {
        "title": _("Reached: %(number)s") % {"number": report.reached},
        "at": report.reported_on,
        "text": _own(report.text, report.text_en),
        "url": report.evidence.url if report.evidence else "",
        "url_text": report.evidence.title if report.evidence else "",
        "picture": report.picture,
        "picture_says": report.picture_says,
    }


def _change(change: Change) -> dict[str, Any]:
    title = ChangeKind(change.kind).label
    if change.after:
        title = _("%(change)s: %(before)s → %(after)s") % {
            "change": title,
            "before": change.before,
            "after": change.after,
        }
    return {
        "title": title,
        "at": change.decided_on,
        "by": _("approved by %(post)s") % {"post": change.decided_as},
        "text": _own(change.reason, change.reason_en),
    }


def _headline(standing: Any) -> str:
    total = len(standing)
    if not total:
        return _("No commitments have been announced yet")
    done = sum(one == S.DONE for one in standing)
    late = sum(one in (S.OVERDUE, S.SLOW) for one in standing)
    words = ngettext(
        "%(total)s promise: %(done)s fulfilled, %(late)s behind schedule",
        "%(total)s promises: %(done)s fulfilled, %(late)s behind schedule",
        total,
    )
    return words % {"total": total, "done": done, "late": late}


def _unit(row: Commitment) -> str:
    return _own(row.unit.name, row.unit.name_en)


def _own(chinese: str, english: str) -> str:
    """In the language of the page; the Chinese original where there is no English."""
    return ((get_language() or "").startswith("en") and english) or chinese
