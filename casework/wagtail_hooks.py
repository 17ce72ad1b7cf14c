"""What casework puts into the admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from casework.queue import works_on_matters
from casework.views.home import YourTurnPanel
from casework.viewsets import MatterViewSet, matters

# Menus about pages: nothing for a person who edits none.
_ABOUT_PAGES = {"explorer", "reports", "help"}


@hooks.register("register_admin_viewset")
def register_matters() -> MatterViewSet:
    return matters


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_main_menu")
def hide_page_menus(request: HttpRequest, items: list[MenuItem]) -> None:
    if not user_has_any_page_permission(request.user):
        items[:] = [item for item in items if item.name not in _ABOUT_PAGES]


@hooks.register("construct_homepage_panels")
def your_turn(request: HttpRequest, panels: list[Any]) -> None:
    if not user_has_any_page_permission(request.user):
        panels.clear()  # Wagtail's own speak of pages only
    if works_on_matters(request.user):
        panels.append(YourTurnPanel(request))
