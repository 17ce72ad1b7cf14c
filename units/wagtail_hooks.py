"""What units puts into the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from units.views.first_password import FirstPasswordView
from units.viewsets import NetworkViewSetGroup


@hooks.register("register_admin_viewset")
def register_network() -> NetworkViewSetGroup:
    return NetworkViewSetGroup()


@hooks.register("register_admin_urls")
def register_first_password() -> list[URLPattern]:
    return [path("first-password/", FirstPasswordView.as_view(), name="first_password")]
