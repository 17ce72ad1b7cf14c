"""What the city decides, in the admin: its rules, kept as history, and its working days."""

from typing import Any

from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from core.models import CityRule, DayOverride, WordRule

_NO_PAGES = {"history_url_name", "usage_url_name"}


class AddCityRule(CreateView):
    def get_success_buttons(self) -> list[Any]:
        return []  # there is no page to edit it


class CityRuleViewSet(ModelViewSet):
    """A rule is added, never changed: a new value is a new row with its day and document."""

    model = CityRule
    add_view_class = AddCityRule
    name = "city-rules"
    icon = "list-ul"
    menu_label = _("City rules")
    form_fields = ["key", "value", "in_force_from", "decided_by", "document", "note"]
    list_display = ["key", "value", "in_force_from", "decided_by", "document"]
    search_fields = ["key", "document"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self) -> list[URLPattern]:
        return _only(super().get_urlpatterns(), "index", "index_results", "add")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(_NO_PAGES | {"edit_url_name", "delete_url_name"})
        common: dict[str, Any] = super().get_common_view_kwargs(**nowhere, **kwargs)
        return common


class DayOverrideViewSet(ModelViewSet):
    model = DayOverride
    name = "working-days"
    icon = "date"
    menu_label = _("Working days")
    form_fields = ["day", "is_workday", "reason"]
    list_display = ["day", "is_workday", "reason"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = ("index", "index_results", "add", "edit", "delete")
        return _only(super().get_urlpatterns(), *kept)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(_NO_PAGES)
        common: dict[str, Any] = super().get_common_view_kwargs(**nowhere, **kwargs)
        return common


class WordRuleViewSet(ModelViewSet):
    """Words that are checked before a page is published."""

    model = WordRule
    name = "words"
    icon = "edit"
    menu_label = _("Words to check")
    form_fields = ["word", "instead", "stops", "note"]
    list_display = ["word", "instead", "stops", "note"]
    search_fields = ["word", "instead"]
    copy_view_enabled = False
    add_to_reference_index = False

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = ("index", "index_results", "add", "edit", "delete")
        return _only(super().get_urlpatterns(), *kept)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(_NO_PAGES)
        common: dict[str, Any] = super().get_common_view_kwargs(**nowhere, **kwargs)
        return common


class CityViewSetGroup(ViewSetGroup):
    menu_label = _("What the city decides")
    menu_name = "city"
    menu_icon = "cogs"
    menu_order = 800
    items = (CityRuleViewSet(), DayOverrideViewSet(), WordRuleViewSet())


def _only(patterns: list[URLPattern], *names: str) -> list[URLPattern]:
    return [pattern for pattern in patterns if pattern.name in names]


@hooks.register("register_admin_viewset")
def register_city() -> CityViewSetGroup:
    return CityViewSetGroup()
