"""Reads a workbook into typed rows; every cell that cannot be read is named, none is guessed."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook

from units.spreadsheet import cells
from units.spreadsheet.columns import EXAMPLE, HINT, ORGANS, SHEETS, STAFF, UNITS, Sheet
from units.spreadsheet.opening import NotReadable, damaged, open_workbook
from units.spreadsheet.rows import Network, OrganRow, StaffRow, UnitRow

MOST_ROWS = 5000
_ROWS: dict[str, type] = {ORGANS.name: OrganRow, UNITS.name: UnitRow, STAFF.name: StaffRow}


def read(content: bytes) -> Network:
    """All rows of the file with the mistakes of single cells.

    Raises NotReadable when the file as a whole is none of ours.
    """
    book = open_workbook(content)
    network = Network()
    try:
        for sheet in SHEETS:
            _read_sheet(book, sheet, network)
    except NotReadable:
        raise
    except Exception as problem:  # openpyxl reads rows only now, and raises what it meets
        raise damaged() from problem
    finally:
        book.close()
    return network


def _read_sheet(book: Workbook, sheet: Sheet, network: Network) -> None:
    if sheet.title not in book.sheetnames:
        raise NotReadable(
            _("The sheet “%(sheet)s” is missing. Please use the template.")
            % {"sheet": sheet.title}
        )
    page = book[sheet.title]
    page.reset_dimensions()  # what other programs write there is often wrong
    rows = page.iter_rows()
    places = _places(next(rows, ()), sheet)
    kept: list[Any] = getattr(network, sheet.name)
    for number, row in _filled(rows, sheet, places[sheet.columns[0].name]):
        read_row = _read_row(number, row, sheet, places, network)
        if read_row is not None:
            kept.append(read_row)


def _places(head: tuple[Any, ...], sheet: Sheet) -> dict[str, int]:
    """Where each column stands; people move columns about, and add notes of their own."""
    found = {str(cell.value or "").strip(): place for place, cell in enumerate(head)}
    missing = [column.header for column in sheet.columns if column.header not in found]
    if missing:
        raise NotReadable(
            _("The sheet “%(sheet)s” lacks these columns in its first row: %(columns)s.")
            % {"sheet": sheet.title, "columns": "、".join(missing)}
        )
    return {column.name: found[column.header] for column in sheet.columns}


def _filled(
    rows: Iterator[tuple[Any, ...]], sheet: Sheet, key: int
) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows that hold something and are no explanation, with their numbers in the file.
    `key`: where the column stands in which explanations are marked."""
    filled = 0
    for number, row in enumerate(rows, start=2):
        if all(cell.value is None or str(cell.value).strip() == "" for cell in row):
            continue
        if key < len(row) and str(row[key].value).strip().startswith((HINT, EXAMPLE)):
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise NotReadable(
                _("The sheet “%(sheet)s” has more than %(most)s rows.")
                % {"sheet": sheet.title, "most": MOST_ROWS}
            )
        yield number, row


def _read_row(
    number: int, row: tuple[Any, ...], sheet: Sheet, places: dict[str, int], network: Network
) -> Any:
    values: dict[str, Any] = {}
    for column in sheet.columns:
        place = places[column.name]
        cell = row[place] if place < len(row) else _NOTHING
        try:
            values[column.name] = cells.value(cell, column)
        except cells.WrongCell as wrong:
            network.fault(sheet, number, column.name, str(wrong))
    if len(values) < len(sheet.columns):
        network.unread.add(values.get(sheet.columns[0].name, ""))
        return None
    return _ROWS[sheet.name](row=number, **values)


class _Nothing:
    value, data_type = None, "n"


_NOTHING = _Nothing()
