"""Everything that is wrong with a file, all at once: nothing is imported while one row is bad."""

from units.models import User
from units.spreadsheet.columns import SHEETS
from units.spreadsheet.organ_rules import check_organs
from units.spreadsheet.rows import Mistake, Network
from units.spreadsheet.staff_rules import check_staff
from units.spreadsheet.standing import Standing
from units.spreadsheet.unit_rules import check_units

_ORDER = {sheet.title: place for place, sheet in enumerate(SHEETS)}


def check(network: Network, standing: Standing, by: User | None) -> list[Mistake]:
    """The mistakes of cells and of rows, in the order of the file. `by`: who imports it."""
    check_organs(network, standing)
    check_units(network, standing)
    check_staff(network, standing, by)
    columns = {
        (sheet.title, column.header): place
        for sheet in SHEETS
        for place, column in enumerate(sheet.columns)
    }
    return sorted(
        set(network.mistakes),
        key=lambda found: (
            _ORDER[found.sheet],
            found.row,
            columns.get((found.sheet, found.column), -1),
            found.reason,
        ),
    )
