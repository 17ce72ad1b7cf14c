"""Admin screens for what the city decides."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from core.models import CityRule, DayOverride


class CityRuleViewSet(ModelViewSet):
    model = CityRule
    icon = "order"
    form_fields = ["key", "value", "in_force_from", "decided_by", "document", "note"]
    list_display = ["key", "value", "in_force_from", "decided_by"]


class DayOverrideViewSet(ModelViewSet):
    model = DayOverride
    icon = "calendar-check"
    form_fields = ["day", "is_workday", "reason"]
    list_display = ["day", "is_workday", "reason"]


class CityGroup(ModelViewSetGroup):
    menu_label = _("City")
    menu_icon = "cog"
    items = (CityRuleViewSet("city_rules"), DayOverrideViewSet("day_overrides"))
