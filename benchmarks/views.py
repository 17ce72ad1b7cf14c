"""What a page costs before it says anything: a constant body, and an empty page of the admin."""

from django.http import HttpRequest, HttpResponse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

_BODY = b"<!doctype html><title>constant</title>" + b"<p>0123456789 0123456789</p>\n" * 1034


def constant(request: HttpRequest) -> HttpResponse:
    """The yardstick: 30 KB that were there already, behind all middleware of the portal."""
    return HttpResponse(_BODY)


class EmptyAdminPage(WagtailAdminTemplateMixin, TemplateView):
    """The admin's frame with its menu, and nothing in it."""

    template_name = "wagtailadmin/generic/base.html"
    page_title = "Empty"
    header_icon = "mail"
