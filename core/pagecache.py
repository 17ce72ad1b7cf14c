"""Whole public pages, answered before the rest of the stack runs.

A page is kept only if its view says so, and only as a function of its key: generation, day,
scheme, host, prefix, path, and the parameters the view names. Whatever touches a person (a
session, a cookie, a nonce, a login, a preview) is neither kept nor answered from here.
"""

import functools
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import get_script_prefix
from django.utils import timezone

from core import generation
from core.kept import KeptPage, Shelf
from core.workdays import city_day

GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]

KEPT_FOR = 600.0  # seconds; the bound on what a change that nobody announced can do
PLACES = 256  # pages a process keeps; the least asked for goes first
LARGEST = 512 * 1024  # bytes
READING = ("GET", "HEAD")


class Place(NamedTuple):
    """Where a page lies: all that may make two answers differ, but for the parameters."""

    generation: str
    day: str
    scheme: str
    host: str
    prefix: str
    path: str


pages: Shelf[tuple[Place, str], KeptPage] = Shelf(PLACES, KEPT_FOR)
# The parameters a page reads, known once it was rendered.
names: Shelf[Place, frozenset[str]] = Shelf(PLACES, KEPT_FOR)


# --- what a view says -----------------------------------------------------------------------
def cacheable(*parameters: str) -> Callable[[View], View]:
    """Mark a view whose page is the same for everybody; it reads these parameters only."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            return rendered_for_all(request, parameters, lambda: view(request, *args, **kwargs))

        wrapper.is_cacheable = True  # type: ignore[attr-defined]
        return wrapper

    return decorate


def rendered_for_all(
    request: HttpRequest, parameters: tuple[str, ...], render: Callable[[], HttpResponse]
) -> HttpResponse:
    """Render without the parameters the page does not name, and mark the response."""
    if request.method not in READING:
        return render()
    query = _canonical(request.META.get("QUERY_STRING", ""), frozenset(parameters))
    if query is None:
        return render()
    request.META["QUERY_STRING"] = query
    request.GET = QueryDict(query)
    response = render()
    response.for_all = frozenset(parameters)  # type: ignore[attr-defined]
    return response


# --- the middleware -------------------------------------------------------------------------
def kept_pages(get_response: GetResponse) -> GetResponse:
    """Answer from the pages kept; keep what may be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        place = _place(request)
        if place is None:
            return get_response(request)
        page = _find(place, request.META.get("QUERY_STRING", ""))
        if page is None:
            response = get_response(request)
            if not _may_be_kept(response):
                return response
            page = KeptPage.of(response)
            if request.method == "GET":  # a view may leave out the body of others
                names.put(place, response.for_all)  # type: ignore[attr-defined]
                pages.put((place, request.META.get("QUERY_STRING", "")), page)
        return page.answer(request)

    return middleware


def forget_all() -> None:
    """Forget the pages of this process."""
    pages.clear()
    names.clear()


def _place(request: HttpRequest) -> Place | None:
    """The place of a request that a kept page may answer."""
    if request.method not in READING or "HTTP_AUTHORIZATION" in request.META:
        return None
    if not settings.KEEP_PAGES or getattr(request, "is_dummy", False):  # Wagtail's preview
        return None
    try:
        host = request.get_host().lower()
    except DisallowedHost:
        return None  # the stack behind refuses it
    # Read before the page is rendered: what is published meanwhile gets another number. Staff
    # ask the shared cache each time, so an editor sees the own change at once.
    is_staff_perhaps = settings.SESSION_COOKIE_NAME in request.META.get("HTTP_COOKIE", "")
    number = generation.current(at_once=is_staff_perhaps)
    if number is None:
        forget_all()  # who knows what was published meanwhile
        return None
    day = city_day(timezone.now()).isoformat()
    prefix = get_script_prefix()
    return Place(number, day, request.scheme or "", host, prefix, request.path_info)


def _find(place: Place, raw: str) -> KeptPage | None:
    if not raw:
        return pages.find((place, ""))
    named = names.find(place)
    query = None if named is None else _canonical(raw, named)
    return None if query is None else pages.find((place, query))


def _canonical(raw: str, named: frozenset[str]) -> str | None:
    """The named parameters in one spelling and order; None where one is given twice."""
    pairs = sorted(pair for pair in parse_qsl(raw, keep_blank_values=True) if pair[0] in named)
    if len({name for name, _value in pairs}) < len(pairs):
        return None
    return urlencode(pairs)


def _may_be_kept(response: HttpResponse) -> bool:
    if getattr(response, "for_all", None) is None or response.status_code != 200:
        return False
    if response.streaming or response.cookies or len(response.content) > LARGEST:
        return False
    # LocaleMiddleware varies pages without a prefix by a header they do not read.
    varies = {entry.strip().lower() for entry in response.get("Vary", "").split(",")}
    if varies - {"", "accept-language", "accept-encoding"}:
        return False
    if any(word in response.get("Cache-Control", "") for word in ("no-store", "private")):
        return False
    return "nonce-" not in response.get("Content-Security-Policy", "")
