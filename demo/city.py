"""The network of the demo city: real kinds of units of Yima, invented telephones (示例)."""

from dataclasses import dataclass

from units.models import Organ, Unit
from units.roles import Level

BUREAU = "义马市群众工作局"
HOURS = "工作日 08:00–12:00，14:30–17:30（示例）"


@dataclass(frozen=True)
class Department:
    """An authority and its station; `superior` reviews its opinions (Art 35)."""

    key: str
    organ: str
    short: str
    english: str
    superior: str


DEPARTMENTS = (
    Department(
        "housing",
        "义马市住房和城乡建设局",
        "住建局",
        "Housing and Construction",
        "三门峡市住房和城乡建设局",
    ),
    Department(
        "labour",
        "义马市人力资源和社会保障局",
        "人社局",
        "Human Resources and Social Security",
        "三门峡市人力资源和社会保障局",
    ),
    Department(
        "land",
        "义马市自然资源局",
        "自然资源局",
        "Natural Resources",
        "三门峡市自然资源和规划局",
    ),
    Department(
        "ecology",
        "三门峡市生态环境局义马分局",
        "生态环境分局",
        "Ecology and Environment",
        "三门峡市生态环境局",
    ),
    Department("schools", "义马市教育体育局", "教体局", "Education and Sports", "三门峡市教育局"),
    Department("health", "义马市卫生健康委员会", "卫健委", "Health", "三门峡市卫生健康委员会"),
    Department("transport", "义马市交通运输局", "交通局", "Transport", "三门峡市交通运输局"),
    Department("farming", "义马市农业农村局", "农业农村局", "Agriculture", "三门峡市农业农村局"),
    Department("welfare", "义马市民政局", "民政局", "Civil Affairs", "三门峡市民政局"),
    Department("streets", "义马市城市管理局", "城管局", "City Management", "三门峡市城市管理局"),
)

# Sub-districts with the villages and communities whose rooms they look after.
SUBDISTRICTS = (
    ("千秋路街道", "Qianqiu Road", ("千秋村", "石佛村", "千秋社区")),
    ("朝阳路街道", "Chaoyang Road", ("二十里铺村", "朝阳社区")),
    ("新义街街道", "Xinyi Street", ("马岭村", "新义社区")),
    ("常村路街道", "Changcun Road", ("苗元村", "付村")),
)


def build() -> dict[str, Unit]:
    """Create bureau, stations and rooms; returns them by key, rooms by village."""
    city = Organ.objects.create(
        code="GZJ",
        name="义马市群众工作局",
        short_name="群众工作局",
        superior_name="义马市人民政府",
        superior_phone="0398-0000000",
    )
    bureau = Unit.add_root(
        code="GZJ",
        name=BUREAU,
        name_en="Yima Mass Work Bureau",
        kind=Level.BUREAU,
        organ=city,
        phone="0398-0000000",
        address="示例路 1 号群众之家",
        hours=HOURS,
        area="义马市",
    )
    units = {"bureau": bureau}
    for place, department in enumerate(DEPARTMENTS, start=1):
        units[department.key] = _department(bureau, department, place)
    for place, (name, english, villages) in enumerate(SUBDISTRICTS, start=1):
        units |= _subdistrict(bureau, name, english, villages, place)
    return units


def _department(bureau: Unit, department: Department, place: int) -> Unit:
    phone = f"0398-00001{place:02d}"
    organ = Organ.objects.create(
        code=f"B{place:02d}",
        name=department.organ,
        short_name=department.short,
        superior_name=department.superior,
        superior_phone="0398-0000900",
    )
    return Unit.objects.get(pk=bureau.pk).add_child(
        code=f"B{place:02d}",
        name=f"{department.short}群众工作站",
        name_en=f"{department.english} Station",
        kind=Level.STATION,
        organ=organ,
        phone=phone,
        address=f"示例路 {phone[-2:]} 号",
        hours=HOURS,
    )


def _subdistrict(
    bureau: Unit, name: str, english: str, villages: tuple[str, ...], place: int
) -> dict[str, Unit]:
    organ = Organ.objects.create(
        code=f"J{place:02d}",
        name=f"义马市人民政府{name}办事处",
        short_name=f"{name}办",
        superior_name="义马市人民政府",
        superior_phone="0398-0000900",
    )
    station = Unit.objects.get(pk=bureau.pk).add_child(
        code=f"J{place:02d}",
        name=f"{name}群众工作站",
        name_en=f"{english} Sub-district Station",
        kind=Level.STATION,
        organ=organ,
        phone=f"0398-00002{place:02d}",
        address=f"示例街 {place} 号",
        hours=HOURS,
        area=name,
    )
    rooms = {name: station}
    for door, village in enumerate(villages, start=1):
        rooms[village] = Unit.objects.get(pk=station.pk).add_child(
            code=f"J{place:02d}-{door:02d}",
            name=f"{village}群众工作室",
            kind=Level.ROOM,
            phone=f"0398-0003{place}{door:02d}",
            address=f"{village}村部（示例）" if village.endswith("村") else f"{village}（示例）",
            hours="每天 08:00–20:00（示例）",
            area=village,
        )
    return rooms
