"""Three rules every response obeys: elder version, the admin's content policy, private pages."""

import re
from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix

GetResponse = Callable[[HttpRequest], HttpResponse]

ELDER = "/elder/"
ADMIN = "/admin/"
# Wagtail's date pickers and editor still write inline; staff only, and never on public pages.
ADMIN_POLICY = {
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:", "blob:"],
    "frame-src": [SELF],  # the preview
}
PRIVATE = re.compile(r"^/(?:[a-z]{2}(?:-[a-z]+)?/)?(?:admin|petitions/new|petitions/track)/")


def elder_version(get_response: GetResponse) -> GetResponse:
    """Serve /elder/… as the page without the prefix; every link made meanwhile keeps it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        request.elder = False  # type: ignore[attr-defined]
        prefix = get_script_prefix()
        if path == ELDER.rstrip("/"):
            return HttpResponsePermanentRedirect(prefix + ELDER.lstrip("/"))
        if not path.startswith(ELDER) or path.startswith(ELDER.rstrip("/") + ADMIN):
            return get_response(request)
        request.elder = True  # type: ignore[attr-defined]
        request.path_info = path.removeprefix(ELDER.rstrip("/"))
        set_script_prefix(prefix + ELDER.lstrip("/"))
        try:
            return get_response(request)
        finally:
            set_script_prefix(prefix)

    return middleware


def admin_content_policy(get_response: GetResponse) -> GetResponse:
    """Relax the content policy under /admin/ only."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(ADMIN):
            response._csp_update = ADMIN_POLICY  # type: ignore[attr-defined]
        return response

    return middleware


def private_pages(get_response: GetResponse) -> GetResponse:
    """Let no cache keep what belongs to one person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if PRIVATE.match(request.path_info) or _is_signed_in(request):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def _is_signed_in(request: HttpRequest) -> bool:
    # The cookie first: touching the session would add `Vary: Cookie` to every public page.
    has_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_cookie and SESSION_KEY in request.session
