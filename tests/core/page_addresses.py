"""Addresses for the tests of the page cache: pages that may be kept, and pages that look alike."""

from collections.abc import Callable

from csp.constants import NONCE
from csp.decorators import csp_update
from django.conf.urls.i18n import i18n_patterns
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from core.pagecache import cacheable

rendered: list[str] = []
meanwhile: list[Callable[[], None]] = []  # what happens while the page is being rendered


def _page(request: HttpRequest) -> HttpResponse:
    rendered.append(request.get_full_path())
    for act in meanwhile:
        act()
    words = [get_language(), reverse("page"), request.get_full_path(), str(len(rendered))]
    return HttpResponse(" ".join(words))


page = cacheable()(_page)


@cacheable("month", "unit")
def months(request: HttpRequest) -> HttpResponse:
    return _page(request)


@cacheable()
def sets_cookie(request: HttpRequest) -> HttpResponse:
    response = _page(request)
    response.set_cookie("seen", "yes")
    return response


@cacheable()
def reads_session(request: HttpRequest) -> HttpResponse:
    request.session.get("name")
    return _page(request)


@cacheable()
def has_token(request: HttpRequest) -> HttpResponse:
    get_token(request)
    return _page(request)


@csp_update({"script-src": [NONCE]})
@cacheable()
def has_nonce(request: HttpRequest) -> HttpResponse:
    str(request.csp_nonce)
    return _page(request)


@cacheable()
def is_private(request: HttpRequest) -> HttpResponse:
    response = _page(request)
    patch_cache_control(response, private=True)
    return response


@cacheable()
def varies(request: HttpRequest) -> HttpResponse:
    response = _page(request)
    patch_vary_headers(response, ["User-Agent"])
    return response


@cacheable()
def leads_on(request: HttpRequest) -> HttpResponse:
    _page(request)
    return HttpResponseRedirect("/page/")


@cacheable()
def is_missing(request: HttpRequest) -> HttpResponse:
    _page(request)
    raise Http404


@cacheable()
def streams(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse([_page(request).content])


@cacheable()
def breaks(request: HttpRequest) -> HttpResponse:
    _page(request)
    raise ValueError


@cacheable()
def is_large(request: HttpRequest) -> HttpResponse:
    _page(request)
    return HttpResponse("x" * 600_000)


urlpatterns = i18n_patterns(
    path("page/", page, name="page"),
    path("months/", months),
    path("unmarked/", _page),
    path("cookie/", sets_cookie),
    path("session/", reads_session),
    path("token/", has_token),
    path("nonce/", has_nonce),
    path("private/", is_private),
    path("varies/", varies),
    path("redirect/", leads_on),
    path("missing/", is_missing),
    path("streams/", streams),
    path("breaks/", breaks),
    path("large/", is_large),
    prefix_default_language=False,
)

handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
