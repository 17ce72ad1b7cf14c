"""What core adds to the admin."""

from typing import Any

from wagtail import hooks

from core.viewsets import CityGroup


@hooks.register("register_admin_viewset")
def city() -> Any:
    return CityGroup()
