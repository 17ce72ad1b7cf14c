"""A city of the size the portal is built for: one bureau, 90 stations, 450 rooms, all staffed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Group

from demo import city as demo_city
from units.models import Organ, Post, Unit, User
from units.roles import Level, RoleCode, group_name

R = RoleCode
STATIONS, ROOMS = 90, 450
SINCE = date(2020, 1, 1)
# Where the walked matters go, and whose queue is measured: it holds more than the others.
BUSIEST = "housing"
AT_BUREAU = (R.DUTY_OFFICER, R.SUPERVISOR, R.LEADER, R.DISCIPLINE, R.HANDLER, R.HEAD)


@dataclass
class Network:
    """All desks; `named` are the demo city's by key, `staff` is by unit and role."""

    named: dict[str, Unit]
    bureau: Unit
    stations: list[Unit]
    rooms: list[Unit]
    staff: dict[tuple[int, str], User]

    def desk(self, unit: Unit) -> tuple[User, User]:
        """Who handles and who approves there; in a room one person does all."""
        roles = (R.HANDLER, R.HEAD)
        if unit.kind == Level.ROOM:
            roles = (R.INFORMATION_OFFICER, R.INFORMATION_OFFICER)
        handler, head = (self.staff[unit.pk, role] for role in roles)
        return handler, head

    @property
    def desks(self) -> dict[str, tuple[User, User]]:
        return {key: self.desk(unit) for key, unit in self.named.items()}


def build() -> Network:
    """Create the network of the demo city and grow it to its full size."""
    keys = {key: unit.pk for key, unit in demo_city.build().items()}
    bureau = Unit.objects.bureau()
    for place in range(Unit.objects.filter(kind=Level.STATION).count(), STATIONS):
        organ = Organ.objects.create(
            name=f"义马市第{place:02d}局",
            short_name=f"{place:02d}局",
            superior_name="三门峡市政府",
        )
        _below(bureau, f"第{place:02d}群众工作站", Level.STATION, organ, f"第{place:02d}片区")
    grown = list(Unit.objects.filter(kind=Level.STATION).exclude(area=""))
    for place in range(Unit.objects.filter(kind=Level.ROOM).count(), ROOMS):
        village = f"第{place:03d}村"
        _below(grown[place % len(grown)], f"{village}群众工作室", Level.ROOM, None, village)
    units = {unit.pk: unit for unit in Unit.objects.select_related("organ")}
    by_level = defaultdict(list)
    for unit in units.values():
        by_level[unit.kind].append(unit)
    return Network(
        named={key: units[pk] for key, pk in keys.items()},
        bureau=by_level[Level.BUREAU][0],
        stations=by_level[Level.STATION],
        rooms=by_level[Level.ROOM],
        staff=_hire(list(units.values())),
    )


def _below(parent: Unit, name: str, kind: Level, organ: Organ | None, area: str) -> None:
    fields = {"kind": kind, "organ": organ, "area": area, "phone": "0398-0000000"}
    Unit.objects.get(pk=parent.pk).add_child(name=name, **fields)


def _hire(units: list[Unit]) -> dict[tuple[int, str], User]:
    """One person for each post, written in bulk; nobody can sign in with a password."""
    roles = {
        Level.BUREAU: AT_BUREAU,
        Level.STATION: (R.HANDLER, R.HEAD),
        Level.ROOM: (R.INFORMATION_OFFICER,),
    }
    wanted = [(unit, role) for unit in units for role in roles[Level(unit.kind)]]
    people = [
        User(username=f"{role.value}-{unit.pk}", name=f"{unit.name[:20]}（示例）", password="!")
        for unit, role in wanted
    ]
    User.objects.bulk_create(people)
    Post.objects.bulk_create(
        Post(user=user, unit=unit, role=role, since=SINCE)
        for user, (unit, role) in zip(people, wanted, strict=True)
    )
    groups = {role: Group.objects.get(name=group_name(role)) for role in RoleCode}
    member = User.groups.through
    member.objects.bulk_create(
        member(user=user, group=groups[role])
        for user, (_unit, role) in zip(people, wanted, strict=True)
    )
    return {(unit.pk, role): user for user, (unit, role) in zip(people, wanted, strict=True)}
