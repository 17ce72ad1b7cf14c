"""The network in the admin: units, organs, posts to read, and the spreadsheet to change them."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from units.models import Organ, Post, Unit
from units.views.spreadsheet import (
    CurrentView,
    DoneView,
    PreviewView,
    StartView,
    TemplateView,
)


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
    list_display = ["name", "code", "kind", "organ", "phone", "closed_on"]
    search_fields = ["name", "code", "area"]
    ordering = "path"


class OrganViewSet(ReadOnlyViewSet):
    model = Organ
    name = "network-organs"
    icon = "home"
    menu_label = _("Organs")
    list_display = ["name", "code", "short_name", "review_organ_name"]
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


class SpreadsheetMenuItem(MenuItem):
    """Shown to whoever may import the network."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("units.import_network"))


class SpreadsheetViewSet(ViewSet):
    name = "network-file"
    icon = "table"
    menu_label = _("Spreadsheet")

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return SpreadsheetMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", StartView.as_view(), name="index"),
            path("template/", TemplateView.as_view(), name="template"),
            path("current/", CurrentView.as_view(), name="current"),
            path("<slug:key>/", PreviewView.as_view(), name="preview"),
            path("<slug:key>/done/", DoneView.as_view(), name="done"),
        ]


class NetworkViewSetGroup(ViewSetGroup):
    menu_label = _("The network")
    menu_name = "network"
    menu_icon = "group"
    menu_order = 810
    items = (UnitViewSet(), OrganViewSet(), PostViewSet(), SpreadsheetViewSet())
