from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .code import draw_code


class Organ(models.Model):
    """An authority with legal powers of its own: its full name stands under every letter.

    A station is only its desk. Review (Art 35) goes to the superior organ, which may lie
    outside this installation and is then known by name and telephone only.
    """

    code = models.CharField(_("code"), max_length=20, unique=True, default=draw_code)
    name = models.CharField(_("full name"), max_length=80, unique=True)
    short_name = models.CharField(_("short name"), max_length=30)
    superior = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subordinates",
        verbose_name=_("superior organ"),
    )
    superior_name = models.CharField(_("superior organ outside"), max_length=80, blank=True)
    superior_phone = models.CharField(_("its telephone"), max_length=30, blank=True)
    is_discipline = models.BooleanField(_("discipline organ"), default=False)
    # Public key of the discipline desk; reports are sealed to it. Empty: no sealed path yet.
    desk_key = models.TextField(_("key of the desk"), blank=True)

    class Meta:
        verbose_name = _("organ")
        verbose_name_plural = _("organs")
        constraints = [
            models.CheckConstraint(
                name="desk_key_only_for_discipline",
                condition=Q(desk_key="") | Q(is_discipline=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def review_organ_name(self) -> str:
        """Who reviews this organ's opinions (Art 35(1)); empty when nobody is on record."""
        return self.superior.name if self.superior else self.superior_name
