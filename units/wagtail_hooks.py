"""The network in the admin, to read: units, organs and who holds which post."""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from units.models import Organ, Post, Unit


class ReadOnlyViewSet(ModelViewSet):
    """A list and nothing else; the network is changed by its import and by `appoint`."""

    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: list[str] = []  # there is no form

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = ("index", "index_results")
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name"))
        return super().get_common_view_kwargs(**nowhere, **kwargs)


class UnitViewSet(ReadOnlyViewSet):
    model = Unit
    name = "network-units"
    icon = "group"
    menu_label = _("Units")
    list_display = ["name", "kind", "organ", "phone", "closed_on"]
    search_fields = ["name", "area"]
    ordering = "path"


class OrganViewSet(ReadOnlyViewSet):
    model = Organ
    name = "network-organs"
    icon = "home"
    menu_label = _("Organs")
    list_display = ["name", "short_name", "review_organ_name"]
    search_fields = ["name"]
    ordering = "name"


class PostViewSet(ReadOnlyViewSet):
    model = Post
    name = "network-posts"
    icon = "user"
    menu_label = _("Posts")
    list_display = ["user", "role", "unit", "since", "until"]
    search_fields = ["user__username", "user__name", "unit__name"]
    ordering = "unit"


class NetworkViewSetGroup(ViewSetGroup):
    menu_label = _("The network")
    menu_name = "network"
    menu_icon = "group"
    menu_order = 810
    items = (UnitViewSet(), OrganViewSet(), PostViewSet())


@hooks.register("register_admin_viewset")
def register_network() -> NetworkViewSetGroup:
    return NetworkViewSetGroup()
