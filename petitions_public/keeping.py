"""When something cannot be done, what the person typed is shown again and nothing is lost."""

import functools
from collections.abc import Callable
from uuid import UUID

from django.db import (
    DatabaseError,
    DataError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.crypto import KeyMissing
from core.models import PortalSettings
from petitions_public.cookies import find_draft, remember_longer

View = Callable[..., HttpResponse]

RETRY_SECONDS = 10
_OUR_FAULT = (IntegrityError, DataError, NotSupportedError, ProgrammingError)
_WORDS = ("title", "text", "request", "place", "name", "phone", "address", "words", "kept")


def typed(request: HttpRequest) -> list[str]:
    """The words a person just sent, in the order of the form."""
    return [words for name in _WORDS if (words := request.POST.get(name, "").strip())]


def keep_what_was_typed(view: View) -> View:
    """When the database is locked, away or read-only, say so and offer to send the same again."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except KeyMissing:
            return busy(request)  # nothing is written; sent again with the key, it goes through
        except DatabaseError as problem:
            if isinstance(problem, _OUR_FAULT):
                raise
            return busy(request)

    return wrapper


def busy(request: HttpRequest) -> HttpResponse:
    """The page for a database that cannot write. It writes nothing and needs to read nothing."""
    request.session.modified = False  # else the middleware would try to write once more
    context = {
        "again": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ],
        "typed": typed(request),
        "portal": _names(request),
    }
    response = render(request, "petitions/busy.html", context, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def with_draft(view: View) -> View:
    """Give the view its draft; without the cookie say what can be done."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, handle: UUID, **kwargs: object) -> HttpResponse:
        draft = find_draft(request, handle)
        if draft is None:
            return gone(request)
        response = view(request, draft, **kwargs)
        if request.method == "POST" and f"draft-{handle}" not in response.cookies:
            remember_longer(request, response, handle)
        return response

    return wrapper


def gone(request: HttpRequest) -> HttpResponse:
    """No such draft, or not this browser's: the same page for both."""
    return render(request, "petitions/gone.html", {"typed": typed(request)}, status=404)


def handed_in_before(request: HttpRequest, handle: UUID) -> HttpResponse:
    """A second tab wrote on after the form was handed in: its words are shown, not sent."""
    context = {"typed": typed(request), "handle": handle}
    return render(request, "petitions/handed_in.html", context, status=409)


def _names(request: HttpRequest) -> PortalSettings:
    try:
        return PortalSettings.current(request)
    except DatabaseError:
        return PortalSettings()
