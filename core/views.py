"""Pages for what went wrong."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from core.crypto import DecryptionFailed
from core.keyring import KeyMissing

BUSY_SECONDS = 10


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Let the form show again what was typed, where its view knows how; else refuse."""
    match = request.resolver_match
    again = getattr(match and match.func, "after_csrf_failure", None)
    if match and again:
        response: HttpResponse = again(request, **match.kwargs)
        return response
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Render without the request: no context processor runs, so no database is needed."""
    problem = sys.exc_info()[1]
    if isinstance(problem, DecryptionFailed | KeyMissing):
        return HttpResponseServerError(render_to_string("unreadable.html"))
    if isinstance(problem, OperationalError):  # "database is locked", or it is away
        busy = HttpResponse(render_to_string("503.html"), status=503)
        busy["Retry-After"] = str(BUSY_SECONDS)
        return busy
    return HttpResponseServerError(render_to_string("500.html"))
