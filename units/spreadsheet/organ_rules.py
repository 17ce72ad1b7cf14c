"""What must be right about organs."""

from collections import Counter

from django.utils.translation import gettext as _

from units.spreadsheet.columns import ORGANS
from units.spreadsheet.rows import Network, OrganRow
from units.spreadsheet.standing import Standing


def check_organs(network: Network, standing: Standing) -> None:
    rows = network.organs
    codes = Counter(row.code for row in rows)
    names = Counter(row.name for row in rows)
    known = set(codes) | set(standing.organs) | network.unread
    taken = {organ.name: organ.code for organ in standing.organs.values()}
    superiors = {row.code: row.superior for row in rows}
    for row in rows:
        if codes[row.code] > 1:
            _fault(network, row, "code", _("This code stands in more than one row."))
        if names[row.name] > 1:
            _fault(network, row, "name", _("This name stands in more than one row."))
        elif taken.get(row.name, row.code) != row.code:
            reason = _("An organ of this name is on record under the code %(code)s.")
            _fault(network, row, "name", reason % {"code": taken[row.name]})
        if row.superior and row.superior not in known:
            _fault(network, row, "superior", _("There is no organ with this code."))
        elif _goes_round(row.code, superiors):
            _fault(network, row, "superior", _("An organ cannot be its own superior."))
        _check_desk(network, row, standing)


def _check_desk(network: Network, row: OrganRow, standing: Standing) -> None:
    """Reports are sealed to the key of the desk: it is not to be orphaned by a spreadsheet."""
    organ = standing.organs.get(row.code)
    if organ and organ.desk_key and not row.is_discipline:
        reason = _("This organ holds the key to which reports are sealed: it stays “%(yes)s”.")
        _fault(network, row, "is_discipline", reason % {"yes": "是"})


def _goes_round(code: str, superiors: dict[str, str]) -> bool:
    """True when going up from this organ leads back to it."""
    above = superiors.get(code, "")
    for _step in superiors:
        if above == code:
            return True
        above = superiors.get(above, "")
    return False


def _fault(network: Network, row: OrganRow, column: str, reason: str) -> None:
    network.fault(ORGANS, row.row, column, reason)
