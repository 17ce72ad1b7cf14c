"""The network of the demo city: real kinds of units of Yima, invented telephones (示例)."""

from demo.content import table
from units.models import Organ, Unit
from units.roles import Level

BUREAU = "义马市群众工作局"
HOURS = "工作日 08:00–12:00，14:30–17:30（示例）"
ROOM_HOURS = "每天 08:00–20:00（示例）"
CITY_PHONE = "0398-0000000"
REVIEW_PHONE = "0398-0000900"

Units = dict[str, Unit]


def build() -> Units:
    """Create bureau, stations and rooms; returns them by key, rooms by village."""
    bureau = _bureau()
    units = {"bureau": bureau}
    # In the order of the tree: treebeard then has no row to move aside.
    for place, row in enumerate(_in_order(table("stations"), "short"), start=1):
        units[row["key"]] = _station(bureau, row, place)
    for place, row in enumerate(_in_order(table("rooms"), "place"), start=1):
        units[row["place"]] = _room(units[row["station"]], row, place)
    return units


def _in_order(rows: list[dict[str, str]], column: str) -> list[dict[str, str]]:
    return sorted(rows, key=lambda row: row[column])


def _bureau() -> Unit:
    organ = Organ.objects.create(
        code="GZJ",
        name=BUREAU,
        short_name="群众工作局",
        superior_name="义马市人民政府",
        superior_phone=CITY_PHONE,
    )
    bureau: Unit = Unit.add_root(
        code="GZJ",
        name=BUREAU,
        name_en="Yima Mass Work Bureau",
        kind=Level.BUREAU,
        organ=organ,
        phone=CITY_PHONE,
        address="示例路 1 号群众之家",
        hours=HOURS,
        area="义马市",
    )
    return bureau


def _station(bureau: Unit, row: dict[str, str], place: int) -> Unit:
    organ = None
    if row["organ"]:
        organ = Organ.objects.create(
            code=f"J{place:02d}",
            name=row["organ"],
            short_name=row["short"],
            superior_name=row["superior"],
            superior_phone=REVIEW_PHONE,
        )
    return _below(
        bureau,
        code=f"Z{place:02d}",
        name=f"{row['short']}群众工作站",
        name_en=f"{row['english']} Station",
        kind=Level.STATION,
        organ=organ,
        phone=f"0398-00001{place:02d}",
        address=f"示例路 {place + 1} 号",
        hours=HOURS,
        area=row["short"] if row["key"] == row["short"] else "",
    )


def _room(station: Unit, row: dict[str, str], place: int) -> Unit:
    village = row["place"]
    return _below(
        station,
        code=f"S{place:02d}",
        name=f"{village}群众工作室",
        name_en=f"{row['english']} Room",
        kind=Level.ROOM,
        phone=f"0398-00003{place:02d}",
        address=f"{village}村部（示例）" if village.endswith("村") else f"{village}（示例）",
        hours=ROOM_HOURS,
        area=village,
    )


def _below(parent: Unit, **fields: object) -> Unit:
    # Read afresh: the parent's count of children stands in its row.
    child: Unit = Unit.objects.get(pk=parent.pk).add_child(**fields)
    return child
