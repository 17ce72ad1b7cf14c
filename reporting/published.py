"""The figures as they may be shown: the last twelve whole months after the small-number rule.

Every page that shows figures takes them from here, so that no two pages together say more than
one: tiles are cells of the table, and both tables hide their total when one of them must.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.reading import first_level_categories
from reporting.disclosure import Cell, protect, protect_one
from reporting.metrics import METRICS, Metric
from reporting.models import MonthlyFigure
from reporting.rollups import UNSORTED, month_before, month_of, months_between

MONTHS = 12

Parts = Mapping[tuple[str, Any], tuple[int, int | None]]  # (metric, row): part and whole


@dataclass(frozen=True)
class Shown:
    """One cell: a count, or a percentage `of` so many; `value` None when hidden or empty."""

    value: int | None = None
    of: int | None = None
    part: int | None = None
    is_hidden: bool = False
    is_rate: bool = False

    @property
    def text(self) -> str:
        if self.is_hidden:
            return _("not shown")
        if self.value is None:
            return "–"
        return f"{self.value}%" if self.is_rate else str(self.value)


@dataclass(frozen=True)
class Row:
    label: str
    cells: Mapping[str, Shown]  # by metric code, in the order of METRICS


@dataclass(frozen=True)
class Table:
    rows: Sequence[Row]
    total: Row

    @property
    def hides(self) -> bool:
        return any(cell.is_hidden for row in self.rows for cell in row.cells.values())


@dataclass(frozen=True)
class Months:
    """Whole months, the latest first, and the running month, which no total includes."""

    table: Table
    last: date
    running: Row
    as_of: datetime | None

    @property
    def last_row(self) -> Row:
        return self.table.rows[0]

    @property
    def row_before(self) -> Row | None:
        return self.table.rows[1] if len(self.table.rows) > 1 else None


def by_month(today: date) -> Months:
    """The figures of all matters month by month. One query."""
    this = month_of(today)
    last = month_before(this)
    figures = MonthlyFigure.objects.filter(month__gte=_first(last), month__lte=this)
    rows = figures.filter(category=MonthlyFigure.ALL).values_list(
        "metric", "month", "numerator", "denominator", "computed_at"
    )
    parts = {(metric, month): (part, whole) for metric, month, part, whole, _at in rows}
    known = [month for _code, month in parts]
    months = months_between(min([*known, last]), last)[::-1]
    table = _table({month: f"{month:%Y-%m}" for month in months}, parts)
    running = {metric.code: _alone(metric, parts.get((metric.code, this))) for metric in METRICS}
    as_of = max((computed_at for *_, computed_at in rows), default=None)
    return Months(table, last, Row(f"{this:%Y-%m}", running), as_of)


def by_category(today: date) -> Table:
    """The same months together, by first-level category. Two queries."""
    last = month_before(month_of(today))
    sums = (
        MonthlyFigure.objects.filter(month__gte=_first(last), month__lte=last)
        .exclude(category=MonthlyFigure.ALL)
        .values("metric", "category")
        .annotate(part=Sum("numerator"), whole=Sum("denominator"))
    )
    parts = {(row["metric"], row["category"]): (row["part"], row["whole"]) for row in sums}
    counted = {category for _code, category in parts}
    return _table(_category_labels(counted), parts)


def agree(one: Table, other: Table) -> tuple[Table, Table]:
    """Two tables of the same matters: a total hidden in one is hidden in both."""
    hidden = {
        code
        for table in (one, other)
        for code, cell in table.total.cells.items()
        if cell.is_hidden
    }
    return _without_totals(one, hidden), _without_totals(other, hidden)


def percent(part: int, whole: int) -> int:
    """Rounded, but never to all or nothing when it is neither."""
    rounded = round(100 * part / whole)
    if rounded == 100 and part < whole:
        return 99
    return 1 if rounded == 0 and part else rounded


def _first(last: date) -> date:
    first = last
    for _step in range(MONTHS - 1):
        first = month_before(first)
    return first


def _category_labels(counted: set[str]) -> dict[Any, str]:
    english = (get_language() or "").startswith("en")
    labels: dict[Any, str] = {
        category.code: (english and category.name_en) or category.name
        for category in first_level_categories()
        if category.code in counted
    }
    if UNSORTED in counted:
        labels[UNSORTED] = _("Not yet sorted")
    return labels


def _table(labels: Mapping[Any, str], parts: Parts) -> Table:
    columns = {}
    for metric in METRICS:
        pairs = [parts.get((metric.code, key), (0, 0)) for key in labels]
        columns[metric.code] = _column(metric, pairs)
    rows = [
        Row(label, {code: column[place] for code, column in columns.items()})
        for place, label in enumerate(labels.values())
    ]
    total = Row(_("Together"), {code: column[-1] for code, column in columns.items()})
    return Table(rows, total)


def _column(metric: Metric, pairs: Iterable[tuple[int, int | None]]) -> list[Shown]:
    """The cells of one figure and, last, that of its total. What a rate is a share of decides
    whether it is shown."""
    found = [(part, whole or 0) for part, whole in pairs]
    total = (sum(part for part, _whole in found), sum(whole for _part, whole in found))
    is_rate = metric.denominator is not None
    column = protect([whole if is_rate else part for part, whole in found], metric.smallest)
    return [
        _shown(metric, cell, pair)
        for cell, pair in zip([*column.cells, column.total], [*found, total], strict=True)
    ]


def _alone(metric: Metric, pair: tuple[int, int | None] | None) -> Shown:
    part, whole = pair or (0, 0)
    size = part if metric.denominator is None else whole or 0
    return _shown(metric, protect_one(size, metric.smallest), (part, whole or 0))


def _shown(metric: Metric, cell: Cell, pair: tuple[int, int]) -> Shown:
    part, whole = pair
    is_rate = metric.denominator is not None
    if cell.is_hidden:
        return Shown(is_hidden=True, is_rate=is_rate)
    if not is_rate:
        return Shown(value=part)
    if not whole:
        return Shown(is_rate=True)
    return Shown(value=percent(part, whole), of=whole, part=part, is_rate=True)


def _without_totals(table: Table, hidden: set[str]) -> Table:
    cells = {
        code: Shown(is_hidden=True, is_rate=cell.is_rate) if code in hidden else cell
        for code, cell in table.total.cells.items()
    }
    return Table(table.rows, Row(table.total.label, cells))
