"""Addresses for the tests of middleware, limits and error pages."""

from datetime import timedelta

from django.conf.urls.i18n import i18n_patterns
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from core.ratelimit import limited


def links(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.elder} {reverse('links')}")


def breaks(request: HttpRequest) -> HttpResponse:
    raise ValueError("13800001234")


def busy(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


def form(request: HttpRequest, step: str) -> HttpResponse:
    return HttpResponse("form")


def form_again(request: HttpRequest, step: str) -> HttpResponse:
    return HttpResponse(f"{step}: {request.POST['title']}")


form.after_csrf_failure = form_again  # type: ignore[attr-defined]


@limited("tests", 2, timedelta(hours=1))
def narrow(request: HttpRequest) -> HttpResponse:
    return HttpResponse("welcome")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("breaks/", breaks),
    path("busy/", busy),
    path("narrow/", narrow),
    path("plain/", links),
    path("form/<str:step>/", form),
]
urlpatterns += i18n_patterns(
    path("links/", links, name="links"),
    path("petitions/track/", links),
    path("petitions/new/<str:step>/", form),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "core.views.bad_request"
handler403 = "core.views.permission_denied"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
