"""Which column of the file holds what: headers that are known, and the operator's own map."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from casework.imports.reading import Unreadable

# field: headers under which it is recognised, whatever their case and the spaces around them
KNOWN: dict[str, tuple[str, ...]] = {
    "id": ("id", "编号", "留言编号", "信访编号", "来件编号"),
    "title": ("title", "标题", "主题", "留言主题", "信访标题"),
    "text": ("text", "内容", "留言详情", "留言内容", "信访内容", "反映内容"),
    "received_at": ("received_at", "submitted_at", "留言时间", "来信时间", "登记时间", "收到时间"),
    "kind": ("kind", "类型", "信访目的", "事项类型"),
    "category": ("category", "level1_category", "level1", "一级标签", "一级分类", "内容分类"),
    "category2": ("category2", "level2_category", "level2", "二级标签", "二级分类"),
    "place": ("place", "地点", "问题属地"),
    "name": ("name", "姓名", "信访人", "信访人姓名"),
    "phone": ("phone", "电话", "手机", "联系电话"),
    "address": ("address", "地址", "住址"),
    "reply": ("reply", "答复意见", "答复", "答复内容", "回复", "回复内容"),
    "replied_at": ("replied_at", "答复时间", "回复时间"),
}
NEEDED = ("text", "received_at")


def own_map(given: str) -> dict[str, str]:
    """The operator's map: "field=header,field=header", or a file with one pair a line."""
    path = Path(given)
    is_file = "=" not in given and path.is_file()
    pairs = path.read_text("utf-8-sig").splitlines() if is_file else given.split(",")
    chosen: dict[str, str] = {}
    for pair in filter(None, (pair.strip() for pair in pairs)):
        field, equals, header = pair.partition("=")
        field = field.strip()
        if not equals or field not in KNOWN:
            raise Unreadable(
                f"“{pair}” names no column. Write field=header; fields: {', '.join(KNOWN)}."
            )
        chosen[field] = header.strip()
    return chosen


def locate(header: Sequence[Any], chosen: Mapping[str, str]) -> dict[str, int]:
    """Where each field stands. Raises Unreadable when one that is needed is nowhere."""
    names = [_plain(cell) for cell in header]
    places: dict[str, int] = {}
    for field, known in KNOWN.items():
        wanted = (chosen[field],) if field in chosen else known
        found = [place for place, name in enumerate(names) if name in map(_plain, wanted)]
        if len(found) > 1:
            raise Unreadable(f"More than one column could be {field}: choose with --columns.")
        if field in chosen and not found:
            raise Unreadable(f"There is no column “{chosen[field]}” for {field} in the file.")
        if found:
            places[field] = found[0]
    missing = [field for field in NEEDED if field not in places]
    if missing:
        there = ", ".join(str(cell) for cell in header if cell)
        raise Unreadable(
            f"No column for {' and '.join(missing)} is known; the file has: {there}. "
            "Say which it is with --columns."
        )
    return places


def _plain(cell: Any) -> str:
    return "" if cell is None else str(cell).strip().casefold()
