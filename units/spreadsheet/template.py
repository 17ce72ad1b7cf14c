"""Writes the file: empty with explanations, or filled with the network as it stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from units.spreadsheet.columns import (
    EXAMPLE,
    GUIDE,
    GUIDE_LINES,
    HINT,
    LEVELS,
    SHEETS,
    YES,
    Column,
    Kind,
    Sheet,
    role_labels,
)

Cell = str | date | None
Rows = dict[str, Iterable[Sequence[Cell]]]

LAST_ROW = 5000  # as far as the drop-downs reach
FONT = "微软雅黑"
_HEAD = PatternFill("solid", fgColor="A8321F")
_ASIDE = PatternFill("solid", fgColor="F4EFE6")
_LINE = Border(bottom=Side("thin", color="D8D0C4"))


def write(rows: Rows | None = None) -> bytes:
    """The workbook with these rows by sheet, each in the order of its columns."""
    book = Workbook()
    book.remove(book.active)
    for sheet in SHEETS:
        _fill(book.create_sheet(sheet.title), sheet, (rows or {}).get(sheet.name, ()))
    _guide(book.create_sheet(GUIDE))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(page: Worksheet, sheet: Sheet, rows: Iterable[Sequence[Cell]]) -> None:
    page.append([column.header for column in sheet.columns])
    page.append(_marked(HINT, [column.hint for column in sheet.columns]))
    page.append(_marked(EXAMPLE, [column.example for column in sheet.columns]))
    for row in rows:
        page.append(list(row))
    page.freeze_panes = "B2"
    for place, column in enumerate(sheet.columns, start=1):
        _dress(page, place, column)
    _dress_top(page)


def _marked(mark: str, cells: list[str]) -> list[str]:
    return [mark + cells[0], *cells[1:]]


def _dress(page: Worksheet, place: int, column: Column) -> None:
    """Text cells throughout: a spreadsheet would take the zeros off a telephone number."""
    letter = get_column_letter(place)
    wide = page.column_dimensions[letter]
    wide.width = column.width
    wide.font = Font(name=FONT, size=11)
    wide.number_format = "yyyy-mm-dd" if column.kind == Kind.DAY else "@"
    for (cell,) in page.iter_rows(min_row=4, min_col=place, max_col=place):
        cell.font = Font(name=FONT, size=11)
        cell.number_format = wide.number_format
        if cell.data_type == "f":
            cell.data_type = "s"  # somebody's name may begin with =
    words = _choices(column.kind)
    if words:
        choice = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        choice.error, choice.errorTitle = "请从下拉框里选", column.header
        page.add_data_validation(choice)
        choice.add(f"{letter}4:{letter}{LAST_ROW}")


def _dress_top(page: Worksheet) -> None:
    for cell in page[1]:
        cell.font = Font(name=FONT, size=11, bold=True, color="FFFFFF")
        cell.fill = _HEAD
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    for cell in (*page[2], *page[3]):
        cell.font = Font(name=FONT, size=10, italic=cell.row == 3, color="6B5D4D")
        cell.fill, cell.border = _ASIDE, _LINE
        cell.number_format = "@"
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    page.row_dimensions[1].height = 26
    page.row_dimensions[2].height = 48


def _choices(kind: Kind) -> list[str]:
    if kind == Kind.LEVEL:
        return list(LEVELS.values())
    if kind == Kind.ROLE:
        return list(role_labels().values())
    return [YES] if kind == Kind.YES else []


def _guide(page: Worksheet) -> None:
    page.column_dimensions["A"].width = 96
    for line in GUIDE_LINES:
        page.append([line])
    for (cell,) in page.iter_rows(max_col=1):
        cell.font = Font(name=FONT, size=14 if cell.row == 1 else 11, bold=cell.row == 1)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.row_dimensions[cell.row].height = 30 if cell.row == 1 else 36
