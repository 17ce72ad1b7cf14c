"""What case workers find on the admin's home page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.ui.components import Component

from casework import queue
from core.workdays import city_day


class YourTurnPanel(Component):
    """轮到您了: the counts of the person's tabs, each a link to its list."""

    name = "your_turn"
    order = 50
    template_name = "casework/admin/your_turn.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = self.request.user
        tabs = [tab for tab in queue.tabs_of(user) if tab.is_open]
        numbers = queue.counts(user, tabs, city_day(timezone.now()))
        return {"tabs": [(tab, numbers[tab.slug]) for tab in queue.offered(tabs, numbers)]}
