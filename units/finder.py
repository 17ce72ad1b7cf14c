"""Find the room, station or bureau that serves you. Read from the tree, nothing personal."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from units.models import Unit
from units.roles import Level

LONGEST = 40  # characters of a search


@dataclass(frozen=True)
class Group:
    """A station with the rooms that belong to it."""

    station: Unit
    rooms: list[Unit]


def search(words: str, on: date) -> tuple[list[Unit], list[Group]]:
    """The bureau, and stations with rooms, of which name, area, address or organ has the words.

    A station that fits brings all its rooms; a room that fits brings its station.
    """
    units = list(Unit.objects.open(on).select_related("organ").order_by("path"))
    bureaus = [unit for unit in units if unit.kind == Level.BUREAU]
    stations = [unit for unit in units if unit.kind == Level.STATION]
    rooms = [unit for unit in units if unit.kind == Level.ROOM]
    fitting = _fitting(words.strip()[:LONGEST], on)
    groups = []
    for station in stations:
        below = [room for room in rooms if room.path.startswith(station.path)]
        chosen = below if station.pk in fitting else [r for r in below if r.pk in fitting]
        if station.pk in fitting or chosen:
            groups.append(Group(station, chosen))
    return bureaus, groups


def _fitting(words: str, on: date) -> set[int]:
    """Ids of the open units that have all the words somewhere; every unit without words."""
    found = Unit.objects.open(on)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(name_en__icontains=word)
            | Q(area__icontains=word)
            | Q(address__icontains=word)
            | Q(organ__name__icontains=word)
            | Q(organ__short_name__icontains=word)
        )
    return set(found.values_list("pk", flat=True))
