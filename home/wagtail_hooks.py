"""One way to the public: pages are submitted and approved, not published by their author."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page


@hooks.register("construct_page_action_menu")
def no_direct_publishing(
    menu_items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("before_publish_page")
def refuse_direct_publishing(request: HttpRequest, page: Page) -> HttpResponse:
    """The button is gone; whoever sends its name all the same is told the way."""
    messages.error(request, _("Pages are submitted; somebody else publishes them."))
    return (
        redirect("wagtailadmin_pages:edit", page.pk) if page.pk else redirect("wagtailadmin_home")
    )


@hooks.register("before_bulk_action")
def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> HttpResponse | None:
    if action_type != "publish":
        return None
    messages.error(request, _("Pages are submitted; somebody else publishes them."))
    return redirect("wagtailadmin_home")
