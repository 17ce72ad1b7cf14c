"""Names, addresses and numbers of this installation, edited in the admin."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class PortalSettings(BaseSiteSetting):
    """What the portal calls itself. Invented values are marked 示例 until the city sets them."""

    bureau_name = models.CharField(
        _("name of the bureau"), max_length=60, default="义马市群众工作局"
    )
    bureau_name_en = models.CharField(
        _("bureau in English"), max_length=80, default="Yima Mass Work Bureau"
    )
    city_name = models.CharField(_("city"), max_length=30, default="义马市")
    city_name_en = models.CharField(_("city in English"), max_length=60, default="Yima")
    station_word = models.CharField(_("word for a station"), max_length=30, default="群众工作站")
    room_word = models.CharField(_("word for a room"), max_length=30, default="群众工作室")
    number_prefix = models.CharField(
        _("letters before a matter's number"), max_length=4, default="YM"
    )
    hotline = models.CharField(_("hotline"), max_length=40, default="0398-0000000（示例）")
    email = models.EmailField(_("e-mail for the public"), blank=True)
    address = models.CharField(
        _("address"), max_length=120, default="河南省义马市群众工作局接待大厅（示例）"
    )
    postal_address = models.CharField(
        _("address for letters"),
        max_length=120,
        default="河南省义马市群众工作局，邮编 472300（示例）",
    )
    reception_place = models.CharField(
        _("reception place"), max_length=120, default="群众之家一楼接待大厅（示例）"
    )
    reception_hours = models.CharField(
        _("reception hours"),
        max_length=120,
        default="工作日 08:00–12:00，14:30–17:30（示例）",
    )
    discipline_phone = models.CharField(_("discipline phone"), max_length=40, default="12388")
    discipline_address = models.CharField(
        _("discipline address"), max_length=120, default="义马市纪委监委信访室（示例）"
    )
    discipline_hours = models.CharField(
        _("discipline hours"), max_length=120, default="工作日 08:00–12:00，14:30–17:30（示例）"
    )
    organiser = models.CharField(
        _("organiser of the site"), max_length=60, default="义马市人民政府（示例）"
    )
    icp_number = models.CharField(
        _("ICP number"), max_length=60, default="豫ICP备00000000号（示例）"
    )
    site_code = models.CharField(
        _("government site code"), max_length=60, default="0000000000（示例）"
    )
    police_number = models.CharField(
        _("public security number"), max_length=60, default="豫公网安备00000000000000号（示例）"
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "bureau_name",
                    "bureau_name_en",
                    "city_name",
                    "city_name_en",
                    "station_word",
                    "room_word",
                    "number_prefix",
                )
            ],
            heading=_("Names"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "hotline",
                    "email",
                    "address",
                    "postal_address",
                    "reception_place",
                    "reception_hours",
                )
            ],
            heading=_("How people reach us"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("discipline_phone", "discipline_address", "discipline_hours")
            ],
            heading=_("Discipline organ"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("organiser", "icp_number", "site_code", "police_number")
            ],
            heading=_("Footer of a government site"),
        ),
    ]

    class Meta:
        verbose_name = _("names and addresses")

    @classmethod
    def current(cls, request: HttpRequest | None = None) -> "PortalSettings":
        """Return the installation's settings, the defaults if none are saved.

        One query, kept on the request: one installation serves one city, so the row of the
        default site is the one, and a request whose host no Site knows gets it too.
        """
        cached: PortalSettings | None = getattr(request, "_portal_settings", None)
        if cached is None:
            cached = cls.objects.order_by("-site__is_default_site", "pk").first() or cls()
            if request is not None:
                request._portal_settings = cached  # type: ignore[attr-defined]
        return cached

    @property
    def bureau(self) -> str:
        """The bureau's name in the language of the page."""
        return (_is_english() and self.bureau_name_en) or self.bureau_name

    @property
    def city(self) -> str:
        """The city's name in the language of the page."""
        return (_is_english() and self.city_name_en) or self.city_name

    @property
    def hotline_link(self) -> str:
        """The hotline as a telephone dials it."""
        number = "".join(sign for sign in self.hotline if sign in "+0123456789")
        return f"tel:{number}"


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
