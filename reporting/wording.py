"""The figures in words: the sentence that states the finding, the tiles, the chart."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.disclosure import SMALLEST
from reporting.metrics import BY_CODE, Unit
from reporting.published import Months, Row, Shown, by_month

HOME_TILES = ("received", "on_time", "solved", "closure_rate")
TILES = ("received", "closed", "closure_rate", "on_time", "satisfied_unit", "solved")


@dataclass(frozen=True)
class Tile:
    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Finding:
    """What the home page shows of last month."""

    headline: str
    tiles: list[Tile]
    url: str


def last_month(today: date) -> Finding | None:
    """Last month in one sentence and some numbers; None when nothing can be shown."""
    months = by_month(today)
    shown = [tile for code in HOME_TILES if (tile := _tile(months, code)) is not None]
    if not shown or not any(cell.value for cell in months.last_row.cells.values()):
        return None
    return Finding(headline(months), shown, reverse("reporting:statistics"))


def headline(months: Months) -> str:
    """The finding of last month as a sentence, or plainly that there is too little to say."""
    cells = months.last_row.cells
    month = {"month": date_format(months.last, "F")}
    on_time, received = cells["on_time"], cells["received"]
    if on_time.value is not None:
        return _on_time_sentence(on_time, month)
    if received.value:
        return ngettext(
            "%(month)s: %(count)s matter reached us",
            "%(month)s: %(count)s matters reached us",
            received.value,
        ) % (month | {"count": received.value})
    if any(cell.is_hidden for cell in cells.values()):
        return _("%(month)s: too few matters for figures that point at nobody") % month
    return _("%(month)s: there was nothing to count") % month


def tiles(months: Months) -> list[Tile]:
    """Last month's figures; what is hidden or empty stays in the table only."""
    return [tile for code in TILES if (tile := _tile(months, code)) is not None]


def running_sentence(row: Row) -> str:
    """What came in and was closed since the first of the running month."""
    return _("%(month)s so far: received %(received)s, closed %(closed)s.") % {
        "month": row.label,
        "received": _alone(row.cells["received"]),
        "closed": _alone(row.cells["closed"]),
    }


def chart(months: Months) -> dict[str, Any] | None:
    """Answers on time month by month, or what came in while no answer was due yet."""
    rows = months.table.rows
    code = "on_time" if _has_any(months, "on_time") else "received"
    if not _has_any(months, code):
        return None
    most = 100 if code == "on_time" else max(row.cells[code].value or 0 for row in rows)
    return {
        "title": _chart_title(months, code),
        "desc": _("%(figure)s by month. The same numbers are in the table beneath.")
        % {"figure": BY_CODE[code].label},
        "rows": [
            {
                "label": row.label,
                "value": row.cells[code].text,
                "share": 100 * (row.cells[code].value or 0) / (most or 1),
            }
            for row in rows
        ],
    }


def _alone(cell: Shown) -> str:
    """A number that stands in no sum may say that it is small."""
    if cell.is_hidden:
        return _("fewer than %(number)s") % {"number": SMALLEST}
    return cell.text


def _on_time_sentence(cell: Shown, month: dict[str, str]) -> str:
    assert cell.of is not None and cell.part is not None
    tenths = round(10 * cell.part / cell.of)
    if cell.part == cell.of:
        return _("%(month)s: every answer came on time") % month
    if tenths == 0:
        return _("%(month)s: fewer than 1 of every 10 answers came on time") % month
    words = month | {"tenths": tenths}
    if tenths == 10:
        return _("%(month)s: nearly every answer came on time") % month
    if 10 * cell.part < tenths * cell.of:
        return _("%(month)s: nearly %(tenths)s of every 10 answers came on time") % words
    return _("%(month)s: %(tenths)s of every 10 answers came on time") % words


def _tile(months: Months, code: str) -> Tile | None:
    metric, cell = BY_CODE[code], months.last_row.cells[code]
    if cell.value is None:
        return None
    return Tile(cell.text, str(metric.label), _note(months, code, cell))


def _note(months: Months, code: str, cell: Shown) -> str:
    if cell.of is not None:
        if code == "closure_rate":
            return _("of the %(number)s registered in that month") % {"number": cell.of}
        if BY_CODE[code].counted == Unit.MATTERS:
            return _("of %(number)s matters") % {"number": cell.of}
        return _("of %(number)s times") % {"number": cell.of}
    before = months.row_before.cells[code] if months.row_before else None
    if before is None or before.value is None:
        return ""
    return _("%(number)s the month before") % {"number": before.value}


def _has_any(months: Months, code: str) -> bool:
    cells = (row.cells[code] for row in months.table.rows)
    return any(cell.of if cell.is_rate else cell.value for cell in cells)


def _chart_title(months: Months, code: str) -> str:
    total = months.table.total.cells[code]
    if code == "on_time" and total.value is not None:
        return _("Over these months %(percent)s%% of the answers came on time") % {
            "percent": total.value
        }
    if code == "received" and total.value is not None:
        return ngettext(
            "Over these months %(count)s matter reached us",
            "Over these months %(count)s matters reached us",
            total.value,
        ) % {"count": total.value}
    return str(BY_CODE[code].label)
