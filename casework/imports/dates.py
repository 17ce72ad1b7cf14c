"""Dates as old systems wrote them. All are times of the city."""

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any, NamedTuple

from openpyxl.utils.datetime import from_excel

from core.workdays import CITY_TZ

_WRITTEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?|分)?)?"
)
_SERIALS = range(1, 100_000)  # days since 1900, as spreadsheets count


class Moment(NamedTuple):
    """A moment, and whether the file gave the time of day."""

    at: datetime
    has_time: bool


def read_moment(cell: Any) -> Moment:
    """The moment a cell means. Raises ValueError when it means none."""
    if isinstance(cell, int | float) and int(cell) in _SERIALS:
        cell = from_excel(cell)
    if isinstance(cell, datetime):
        return Moment(cell.replace(tzinfo=CITY_TZ), cell.time() != time.min)
    if isinstance(cell, date):
        return Moment(datetime.combine(cell, time.min, CITY_TZ), False)
    written = unicodedata.normalize("NFKC", str(cell)).strip()
    match = _WRITTEN.fullmatch(written)
    if match:
        parts = [int(part) for part in match.groups(default="0")]
        return Moment(datetime(*parts, tzinfo=CITY_TZ), match.group(4) is not None)  # type: ignore[arg-type, misc]
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        raise ValueError("A written form that is not known.")
    return Moment(moment.astimezone(CITY_TZ), True)
