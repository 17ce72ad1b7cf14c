"""The classification in force before 2022, led to the headings of today.

Some old headings were split since: their second level decides, the first of the list otherwise.
"""

from collections.abc import Mapping
from functools import cached_property

from casework.models import Category

OTHER = "other"
# A report on misconduct comes through the sealed door only (Art 22, 30(3)).
OF_REPORTS = frozenset({"纪检监察"})

EARLIER: Mapping[str, tuple[str, ...]] = {
    "农村农业": ("agriculture_rural",),
    "国土资源": ("natural_resources",),
    "城乡建设": ("urban_rural_construction", "housing_property", "civil_affairs_emergency"),
    "劳动和社会保障": ("labor_social_security",),
    "劳动社保": ("labor_social_security",),
    "卫生计生": ("health",),
    "教育文体": ("education", "culture_sports_tourism"),
    "民政": ("civil_affairs_emergency", "veterans_military"),
    "经济管理": ("economy", "civil_affairs_emergency", "market_regulation"),
    "交通运输": ("transport", "tech_information"),
    "商贸旅游": ("market_regulation", "economy", "culture_sports_tourism"),
    "环境保护": ("ecology",),
    "组织人事": ("organization_personnel", "veterans_military"),
    "其它": (OTHER,),
}


class Categories:
    """All categories, read once."""

    @cached_property
    def _first(self) -> dict[str, Category]:
        return {category.name: category for category in Category.objects.first_level()}

    @cached_property
    def _by_code(self) -> dict[str, Category]:
        return {category.code: category for category in self._first.values()}

    @cached_property
    def _second(self) -> dict[tuple[str, str], Category]:
        rows = Category.objects.filter(parent__parent=None).exclude(parent=None)
        return {(row.parent.code, row.name): row for row in rows.select_related("parent")}

    def find(self, first: str, second: str) -> Category | None:
        """The category of today for names of any time; None when nobody knows the name."""
        if not first:
            return self._by_code[OTHER]
        if first in EARLIER:
            codes = EARLIER[first]
        elif first in self._first:
            codes = (self._first[first].code,)
        else:
            return None
        below = (self._second.get((code, second)) for code in codes)
        named = next(filter(None, below), None)
        if named is None and second == "住房保障与房地产":
            named = self._by_code.get("housing_property")
        return named or self._by_code[codes[0]]
