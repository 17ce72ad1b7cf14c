from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from units.roles import Level

from .code import draw_code

LONGEST_PATH = 255


def span(path: str, field: str = "path") -> Q:
    """The unit with this path and all below it, as an index range.

    treebeard's alphabet is 0-9A-Z: nothing below sorts after a row of Zs, in any collation.
    """
    last = path.ljust(LONGEST_PATH, "Z")
    return Q(**{f"{field}__gte": path, f"{field}__lte": last})


class UnitQuerySet(MP_NodeQuerySet):
    def open(self, on: date) -> "UnitQuerySet":
        """Units that take matters on this day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on))

    def bureau(self) -> "Unit":
        """The one bureau of this installation. Raises DoesNotExist before it is set up."""
        return self.get(kind=Level.BUREAU, closed_on=None)

    def within(self, path: str) -> "UnitQuerySet":
        """The unit with this path and all below it."""
        return self.filter(span(path))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> UnitQuerySet:
        """In the order of the tree, as treebeard expects of its manager."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(MP_Node):
    """A desk of the three-level network: the bureau, a station or a room."""

    # The spreadsheet knows the unit by it, whatever it is called and wherever it stands.
    code = models.CharField(_("code"), max_length=20, unique=True, default=draw_code)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(
        _("level"),
        max_length=10,
        choices=[
            (Level.BUREAU.value, _("bureau")),
            (Level.STATION.value, _("station")),
            (Level.ROOM.value, _("room")),
        ],
    )
    organ = models.ForeignKey(
        "units.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="units",
        verbose_name=_("acts for"),
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    area = models.CharField(_("area served"), max_length=200, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )

    node_order_by = ["kind", "name"]
    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        permissions = [("import_network", "Can import units and staff from a spreadsheet")]
        constraints = [
            models.CheckConstraint(
                name="successor_only_when_closed",
                condition=Q(successor=None) | Q(closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="no_unit_succeeds_itself", condition=~Q(successor=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def contains(self, other: "Unit") -> bool:
        """True for the unit itself and everything below it."""
        return other.path.startswith(self.path)

    def heir(self, on: date) -> "Unit":
        """The unit in charge on this day: itself, its successor's heir, or that of the unit
        above; the bureau never closes."""
        if self.closed_on is None or self.closed_on > on:
            return self
        after: Unit = self.successor or self.get_parent()
        return after.heir(on)
