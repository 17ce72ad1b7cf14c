"""Today's network in the form of the file: edited and imported again, it is the update."""

from collections.abc import Iterator, Sequence

from units.models import Organ, Post, Unit
from units.roles import Level, RoleCode
from units.spreadsheet.columns import LEVELS, YES, role_labels
from units.spreadsheet.standing import Standing
from units.spreadsheet.template import Cell, write


def export(standing: Standing) -> bytes:
    """The workbook of all organs, open units and current posts."""
    return write(
        {
            "organs": [_organ(organ) for organ in standing.organs.values()],
            "units": [_unit(unit, standing) for unit in standing.open_units],
            "staff": _staff(standing),
        }
    )


def _organ(organ: Organ) -> Sequence[Cell]:
    return (
        organ.code,
        organ.name,
        organ.short_name,
        organ.superior.code if organ.superior else "",
        organ.superior_name,
        organ.superior_phone,
        YES if organ.is_discipline else "",
    )


def _unit(unit: Unit, standing: Standing) -> Sequence[Cell]:
    parent = standing.parent_of(unit)
    return (
        unit.code,
        unit.name,
        LEVELS[Level(unit.kind)],
        parent.code if parent else "",
        unit.organ.code if unit.organ else "",
        unit.area,
        unit.address,
        unit.phone,
        unit.hours,
        unit.name_en,
        None,
        "",
    )


def _staff(standing: Standing) -> Iterator[Sequence[Cell]]:
    labels = role_labels()
    for post in standing.current.values():
        yield _post(post, labels[RoleCode(post.role)])


def _post(post: Post, label: str) -> Sequence[Cell]:
    user = post.user
    return (
        user.username,
        user.name or user.username,
        user.email,
        post.unit.code,
        label,
        post.since,
        post.until,
    )
