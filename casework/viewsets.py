"""The queue under /admin/matters/: a list, a search, a page for each matter, one for each act."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from casework.queue import works_on_matters
from casework.views.act import ActView
from casework.views.index import IndexView, SearchView
from casework.views.matter import InspectView, NewCodeView, RevealView
from casework.views.table import TABLE


class MattersMenuItem(MenuItem):
    """Shown to people with a post on matters only."""

    def is_shown(self, request: HttpRequest) -> bool:
        return works_on_matters(request.user)


class MatterViewSet(ViewSet):
    """No add, edit, delete, history, usage or copy: what has no address needs no guard."""

    name = "matters"
    icon = "mail"
    menu_label = _("Matters")
    menu_name = "matters"
    menu_order = 10
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        return MattersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        acts = [
            path(f"<slug:number>/{act.name}/", ActView.as_view(act=act), name=act.name)
            for act in TABLE
        ]
        return [
            path("", IndexView.as_view(), name="index"),
            path("search/", SearchView.as_view(), name="search"),
            path("<slug:number>/", InspectView.as_view(), name="inspect"),
            path("<slug:number>/reveal/", RevealView.as_view(), name="reveal"),
            path("<slug:number>/new-code/", NewCodeView.as_view(), name="new-code"),
            *acts,
        ]


matters = MatterViewSet()
