"""What must be right about units: one bureau, three levels, and nothing left behind."""

from collections import Counter

from django.utils.translation import gettext as _

from units.models import Unit
from units.roles import Level
from units.spreadsheet.columns import LEVELS, UNITS
from units.spreadsheet.rows import Network, UnitRow
from units.spreadsheet.standing import Standing

# Where a unit of each level stands, and who may go on with its matters. The bureau takes
# nobody's place: a matter is referred to stations and handed down to rooms and stations.
_ABOVE = {Level.STATION: Level.BUREAU, Level.ROOM: Level.STATION}
_HEIRS = {Level.STATION: {Level.STATION}, Level.ROOM: {Level.ROOM, Level.STATION}}


def check_units(network: Network, standing: Standing) -> None:
    _Units(network, standing).check()


class _Units:
    def __init__(self, network: Network, standing: Standing) -> None:
        self.network = network
        self.standing = standing
        self.open = {row.code: row for row in network.units if row.closed_on is None}
        self.organs = {row.code for row in network.organs} | set(standing.organs) | network.unread

    def check(self) -> None:
        codes = Counter(row.code for row in self.network.units)
        for row in self.network.units:
            if codes[row.code] > 1:
                self.fault(row, "code", _("This code stands in more than one row."))
            if row.closed_on:
                self.check_closed(row)
            else:
                self.check_open(row)
        self.check_bureau()
        missing = set(self.standing.units) - set(codes) - self.network.unread
        for unit in self.standing.open_units:
            if unit.code in missing and unit.kind != Level.BUREAU:
                self.check_missing(unit)

    # --- open units --------------------------------------------------------------------------
    def check_bureau(self) -> None:
        bureaus = [row for row in self.open.values() if row.kind == Level.BUREAU]
        known = self.standing.bureau
        if not bureaus and (known is None or known.code not in self.network.unread):
            reason = _("The bureau is missing: there is always one, and it cannot be closed.")
            self.network.fault(UNITS, 0, "", reason)
        for row in bureaus:
            if len(bureaus) > 1:
                self.fault(row, "kind", _("There is one bureau only."))
            elif known and row.code != known.code:
                reason = _("The bureau's code is %(code)s; a code stays as it is.")
                self.fault(row, "code", reason % {"code": known.code})

    def check_open(self, row: UnitRow) -> None:
        known = self.standing.units.get(row.code)
        if known and known.kind != row.kind:
            level = LEVELS[Level(known.kind)]
            reason = _(
                "On record this is a “%(level)s”. A level stays: close the unit and open another "
                "under a new code."
            )
            self.fault(row, "kind", reason % {"level": level})
        if row.organ and row.organ not in self.organs:
            self.fault(row, "organ", _("There is no organ with this code."))
        if row.successor:
            reason = _("Only a unit that is closed has a successor: enter the day it closes.")
            self.fault(row, "successor", reason)
        self.check_parent(row)

    def check_parent(self, row: UnitRow) -> None:
        level = _ABOVE.get(row.kind)
        if level is None:
            if row.parent:
                self.fault(row, "parent", _("Nothing stands above the bureau: leave this empty."))
            return
        if not row.parent:
            reason = _("Enter the code of the “%(level)s” it belongs to.")
            self.fault(row, "parent", reason % {"level": LEVELS[level]})
            return
        parent = self.open.get(row.parent)
        if parent is None:
            if row.parent not in self.network.unread:
                reason = _("No open unit with this code stands in this sheet.")
                self.fault(row, "parent", reason)
        elif parent.kind != level:
            reason = _("A “%(lower)s” belongs to a “%(level)s”.")
            words = {"lower": LEVELS[row.kind], "level": LEVELS[level]}
            self.fault(row, "parent", reason % words)

    # --- units that close --------------------------------------------------------------------
    def check_closed(self, row: UnitRow) -> None:
        known = self.standing.units.get(row.code)
        if known is None:
            reason = _("This unit is not on record, so it cannot be closed. Leave the row out.")
            self.fault(row, "closed_on", reason)
        elif known.closed_on:
            before = known.successor.code if known.successor else ""
            if (known.closed_on, before) != (row.closed_on, row.successor):
                reason = _("It was closed on %(day)s, which is history and stays as it is.")
                day = known.closed_on.isoformat()
                self.fault(row, "closed_on", reason % {"day": day})
        elif known.kind == Level.BUREAU:
            self.fault(row, "closed_on", _("The bureau cannot be closed."))
        else:
            if row.closed_on and row.closed_on > self.standing.today:
                reason = _("This day has not come yet. Import the file on that day.")
                self.fault(row, "closed_on", reason)
            self.check_successor(row, known)

    def check_successor(self, row: UnitRow, unit: Unit) -> None:
        if not row.successor:
            if left := self.left_behind(unit):
                self.fault(row, "successor", left)
            return
        heir = self.open.get(row.successor)
        if heir is None:
            if row.successor not in self.network.unread:
                reason = _("No open unit with this code stands in this sheet.")
                self.fault(row, "successor", reason)
        elif heir.kind not in _HEIRS[Level(unit.kind)]:
            levels = "、".join(LEVELS[level] for level in sorted(_HEIRS[Level(unit.kind)]))
            reason = _("The successor must be one of: %(levels)s.")
            self.fault(row, "successor", reason % {"levels": levels})
        elif unit.organ_id and not heir.organ:
            reason = _("The successor acts for no organ and could not answer its matters.")
            self.fault(row, "successor", reason)

    def check_missing(self, unit: Unit) -> None:
        if left := self.left_behind(unit):
            reason = _("%(unit)s (%(code)s) is missing. %(left)s")
            words = {"unit": unit.name, "code": unit.code, "left": left}
            self.network.fault(UNITS, 0, "", reason % words)

    def left_behind(self, unit: Unit) -> str:
        """Why the unit cannot close without a successor; empty when it can."""
        matters = self.standing.holdings.get(unit.pk, 0)
        people = len(self.standing.posts_at(unit))
        if not matters and not people:
            return ""
        return _(
            "It has %(matters)s matters in hand and %(people)s posts: to close it, give its row "
            "a closing day and a successor."
        ) % {"matters": matters, "people": people}

    def fault(self, row: UnitRow, column: str, reason: str) -> None:
        self.network.fault(UNITS, row.row, column, reason)
