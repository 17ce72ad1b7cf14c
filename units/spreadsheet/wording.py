"""A plan in words: one line a change, in the order in which people think of them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.roles import RoleCode
from units.spreadsheet.columns import ORGANS, STAFF, UNITS, YES, Sheet, role_labels
from units.spreadsheet.planning import Changes, Plan, PostStep


class What(TextChoices):
    """What happens to the thing of a line."""

    NEW = "new", gettext_lazy("newly entered")
    CHANGED = "changed", gettext_lazy("entries changed")
    CLOSED = "closed", gettext_lazy("dissolved")
    REOPENED = "reopened", gettext_lazy("opened again")
    BEGINS = "begins", gettext_lazy("post begins")
    ENDS = "ends", gettext_lazy("post ends")
    RETURNS = "returns", gettext_lazy("may sign in again")
    LEAVES = "leaves", gettext_lazy("account closed")


@dataclass(frozen=True)
class Line:
    """One change: what happens to whom, and how."""

    what: str
    sheet: str
    key: str
    name: str
    detail: str = ""

    @property
    def what_words(self) -> str:
        return str(What(self.what).label)


@dataclass(frozen=True)
class Group:
    """The lines of one sheet to which the same happens."""

    sheet: str
    what: str
    what_words: str
    lines: list[Line]

    @property
    def is_grave(self) -> bool:
        return self.what in (What.CLOSED, What.ENDS, What.LEAVES)

    @property
    def is_short(self) -> bool:
        return len(self.lines) <= 30


def groups(lines: list[Line]) -> list[Group]:
    """What takes something away first: nobody should miss it below five hundred new rooms."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.sheet, line.what), []).append(line)
    gathered = [
        Group(sheet, what, members[0].what_words, members)
        for (sheet, what), members in found.items()
    ]
    return sorted(gathered, key=lambda group: not group.is_grave)


def lines(plan: Plan) -> list[Line]:
    return [*_organ_lines(plan), *_unit_lines(plan), *_staff_lines(plan)]


def fingerprint(lines: list[Line]) -> str:
    """The same for the same changes: what was previewed is what is applied."""
    return hashlib.sha256(json.dumps(as_json(lines)).encode()).hexdigest()


def as_json(lines: list[Line]) -> list[dict[str, str]]:
    return [asdict(line) for line in lines]


def _organ_lines(plan: Plan) -> Iterator[Line]:
    for step in plan.organs:
        what = What.CHANGED if step.organ else What.NEW
        yield _line(what, ORGANS, step.row.code, step.row.name, _changes(ORGANS, step.changes))


def _unit_lines(plan: Plan) -> Iterator[Line]:
    for step in plan.units:
        row, detail = step.row, _changes(UNITS, step.changes)
        if step.reopens:
            again = _("What its successor took over stays with the successor.")
            detail = " ".join(filter(None, [again, detail]))
            yield _line(What.REOPENED, UNITS, row.code, row.name, detail)
        else:
            what = What.CHANGED if step.unit else What.NEW
            yield _line(what, UNITS, row.code, row.name, detail)
    for closing in plan.closings:
        if closing.successor:
            detail = _("on %(day)s; %(unit)s goes on with its matters")
        else:
            detail = _("on %(day)s; it leaves nothing behind")
        words = {"day": closing.day.isoformat(), "unit": plan.names.get(closing.successor, "")}
        yield _line(What.CLOSED, UNITS, closing.unit.code, closing.unit.name, detail % words)


def _staff_lines(plan: Plan) -> Iterator[Line]:
    labels = role_labels()
    for step in plan.people:
        row, detail = step.row, _changes(STAFF, step.changes)
        if step.returns:
            yield _line(What.RETURNS, STAFF, row.username, row.name, detail)
        else:
            what = What.CHANGED if step.user else What.NEW
            yield _line(what, STAFF, row.username, row.name, detail)
    for post_step in plan.posts:
        row = post_step.row
        what = What.CHANGED if post_step.post else What.BEGINS
        detail = f"{plan.names[row.unit]} · {labels[row.role]} · {_days(post_step)}"
        yield _line(what, STAFF, row.username, row.name, detail)
    for ending in plan.endings:
        post, until = ending.post, ending.until.isoformat()
        detail = f"{post.unit.name} · {labels[RoleCode(post.role)]} · {until}"
        yield _line(What.ENDS, STAFF, post.user.username, str(post.user), detail)
    for user in plan.leaving:
        yield _line(What.LEAVES, STAFF, user.username, str(user))


def _line(what: What, sheet: Sheet, key: str, name: str, detail: str = "") -> Line:
    return Line(what.value, sheet.title, key, name, detail)


def _days(step: PostStep) -> str:
    return " – ".join(day.isoformat() for day in (step.since, step.until) if day)


def _changes(sheet: Sheet, changes: Changes) -> str:
    return "；".join(
        f"{sheet.header(name)}：{_shown(before)} → {_shown(after)}"
        for name, (before, after) in changes.items()
    )


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else "（空）"
    return str(value) or "（空）"
