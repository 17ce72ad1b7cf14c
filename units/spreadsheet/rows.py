"""The rows of the file as typed values, and what can be wrong with one."""

from dataclasses import dataclass, field
from datetime import date

from units.roles import Level, RoleCode
from units.spreadsheet.columns import Sheet


@dataclass(frozen=True)
class Mistake:
    """What is wrong, where, in words for whoever fills in the file. Row 0: the whole sheet."""

    sheet: str
    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class OrganRow:
    row: int
    code: str
    name: str
    short_name: str
    superior: str
    superior_name: str
    superior_phone: str
    is_discipline: bool


@dataclass(frozen=True)
class UnitRow:
    row: int
    code: str
    name: str
    kind: Level
    parent: str
    organ: str
    area: str
    address: str
    phone: str
    hours: str
    name_en: str
    closed_on: date | None
    successor: str


@dataclass(frozen=True)
class StaffRow:
    row: int
    username: str
    name: str
    email: str
    unit: str
    role: RoleCode
    since: date | None
    until: date | None


@dataclass
class Network:
    """All rows of a file. A row with a cell that cannot be read is only among the mistakes."""

    organs: list[OrganRow] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)
    staff: list[StaffRow] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    # Codes and user names of rows that could not be read: they are not missing all the same.
    unread: set[str] = field(default_factory=set)

    def fault(self, sheet: Sheet, row: int, name: str, reason: str) -> None:
        column = sheet.header(name) if name else ""
        self.mistakes.append(Mistake(sheet.title, row, column, reason))
