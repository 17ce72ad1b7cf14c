"""What must be right about people and their posts."""

from collections import Counter, defaultdict

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from units.models import User
from units.roles import ROLES, Level, RoleCode
from units.spreadsheet.columns import LEVELS, STAFF
from units.spreadsheet.rows import Network, StaffRow
from units.spreadsheet.standing import PostKey, Standing

_valid_username = UnicodeUsernameValidator()


def check_staff(network: Network, standing: Standing, by: User | None) -> None:
    _Staff(network, standing).check(by)


def post_key(row: StaffRow) -> PostKey:
    return (row.username, row.unit, row.role.value)


class _Staff:
    def __init__(self, network: Network, standing: Standing) -> None:
        self.network = network
        self.standing = standing
        self.rows = network.staff
        self.units = {row.code: row for row in network.units if row.closed_on is None}
        self.lower = defaultdict(set)
        for username in {*standing.users, *(row.username for row in self.rows)}:
            self.lower[username.lower()].add(username)

    def check(self, by: User | None) -> None:
        posts = Counter(post_key(row) for row in self.rows)
        first: dict[str, StaffRow] = {}
        for row in self.rows:
            self.check_person(row, first.setdefault(row.username, row))
            if posts[post_key(row)] > 1:
                self.fault(row, "role", _("This post stands in more than one row."))
            self.check_days(row)
            if not self.ends(row):
                self.check_post(row)
        if by and not by.is_superuser:
            self.check_own(by)

    def check_person(self, row: StaffRow, first: StaffRow) -> None:
        try:
            _valid_username(row.username)
        except ValidationError:
            reason = _("A user name is made of letters, digits and @ . + - _ without spaces.")
            self.fault(row, "username", reason)
        if others := self.lower[row.username.lower()] - {row.username}:
            reason = _("It differs from “%(other)s” by capital letters only.")
            self.fault(row, "username", reason % {"other": min(others)})
        if row.name != first.name:
            self.fault(row, "name", _("Row %(row)s gives this user another name.") % vars(first))
        if row.email != first.email:
            reason = _("Row %(row)s gives this user another e-mail address.")
            self.fault(row, "email", reason % vars(first))
        if row.email:
            try:
                validate_email(row.email)
            except ValidationError:
                self.fault(row, "email", _("This is no e-mail address."))

    def check_post(self, row: StaffRow) -> None:
        unit = self.units.get(row.unit)
        if unit is None:
            if row.unit not in self.network.unread:
                reason = _("No open unit with this code stands in the sheet of units.")
                self.fault(row, "unit", reason)
            return
        levels = ROLES[row.role].levels
        if unit.kind not in levels:
            where = "、".join(LEVELS[level] for level in Level if level in levels)
            self.fault(row, "role", _("This post exists only at: %(levels)s.") % {"levels": where})

    def check_days(self, row: StaffRow) -> None:
        post = self.standing.current.get(post_key(row))
        later = _("This day has not come yet. Import the file on that day.")
        today = self.standing.today
        if row.since and row.since > today and not (post and post.since == row.since):
            self.fault(row, "since", later)
        if row.until is None:
            return
        since = row.since or (post.since if post else None)
        if since and row.until < since:
            self.fault(row, "until", _("It ends before it begins."))
        elif row.until > today:
            if not (post and post.until == row.until):
                self.fault(row, "until", later)
        elif post is None and (post_key(row), row.until) not in self.standing.ended:
            reason = _("This post is not on record, so it cannot end. Leave the row out.")
            self.fault(row, "until", reason)

    def check_own(self, by: User) -> None:
        """Who imports the file goes on being able to import the next one."""
        if by.username in self.network.unread:
            return
        own = (
            row
            for row in self.rows
            if row.username == by.username
            and row.role == RoleCode.ADMINISTRATOR
            and not self.ends(row)
        )
        if not any(own):
            reason = _(
                "Your own post as administrator (user name %(username)s) is missing: you would "
                "lock yourself out. Keep your row; another administrator can end your post."
            )
            self.network.fault(STAFF, 0, "", reason % {"username": by.username})

    def ends(self, row: StaffRow) -> bool:
        return row.until is not None and row.until <= self.standing.today

    def fault(self, row: StaffRow, column: str, reason: str) -> None:
        self.network.fault(STAFF, row.row, column, reason)
