"""Today's network as a file that a test edits like a person would."""

from io import BytesIO

from django.utils import timezone
from django.utils.timezone import localdate
from openpyxl import load_workbook

from units.spreadsheet.columns import LEVELS, SHEETS, role_labels
from units.spreadsheet.current import export
from units.spreadsheet.importing import Preview, carry_out, preview
from units.spreadsheet.standing import stand

WORDS = {"kind": LEVELS, "role": role_labels()}
BY_NAME = {sheet.name: sheet for sheet in SHEETS}


class Workbook:
    def __init__(self, content: bytes | None = None) -> None:
        self.book = load_workbook(BytesIO(content or export(stand(localdate()))))

    def page(self, sheet: str):
        return self.book[BY_NAME[sheet].title]

    def column(self, sheet: str, name: str) -> int:
        return [column.name for column in BY_NAME[sheet].columns].index(name) + 1

    def row(self, sheet: str, key: str, **also: str) -> int:
        for cells in self.page(sheet).iter_rows(min_row=4):
            values = {
                c.name: cell.value for c, cell in zip(BY_NAME[sheet].columns, cells, strict=False)
            }
            if cells[0].value == key and also.items() <= values.items():
                return cells[0].row
        raise LookupError(key)

    def put(self, sheet: str, key: str, **values: object) -> int:
        number = self.row(sheet, key)
        for name, value in values.items():
            cell = self.page(sheet).cell(number, self.column(sheet, name))
            cell.value = _word(name, value)
        return number

    def add(self, sheet: str, **values: object) -> int:
        row = [_word(c.name, values.get(c.name)) for c in BY_NAME[sheet].columns]
        self.page(sheet).append(row)
        return self.page(sheet).max_row

    def remove(self, sheet: str, key: str) -> None:
        self.page(sheet).delete_rows(self.row(sheet, key))

    def content(self) -> bytes:
        content = BytesIO()
        self.book.save(content)
        return content.getvalue()

    def look(self, by=None) -> Preview:
        return preview(self.content(), by=by, now=timezone.now())

    def mistakes(self, by=None) -> list[tuple[str, int, str]]:
        return [(m.sheet, m.row, m.column) for m in self.look(by).mistakes]

    def reasons(self, by=None) -> str:
        return "\n".join(mistake.reason for mistake in self.look(by).mistakes)

    def changes(self, by=None) -> list[tuple[str, str]]:
        found = self.look(by)
        assert found.mistakes == []
        return [(line.what, line.key) for line in found.lines]

    def apply(self, by=None):
        return carry_out(self.content(), by=by, now=timezone.now())[1]


def _word(name: str, value: object) -> object:
    return WORDS.get(name, {}).get(value, value)
