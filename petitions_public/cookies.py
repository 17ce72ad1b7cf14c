"""The cookie that opens a draft: named after the handle, sent to the whole portal."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils import timezone

from core.middleware import ELDER
from petitions_public.models import KEPT_FOR, Draft

_PREFIX = "draft-"
# A computer in a village room writes for many people: what is done is tidied away, so that the
# cookies never outgrow what a server takes.
_MANY = 12
_DONE_FOR = timedelta(hours=24)


def find_draft(request: HttpRequest, handle: UUID) -> Draft | None:
    """The draft, if this browser holds its secret."""
    secret = request.COOKIES.get(f"{_PREFIX}{handle}")
    draft = Draft.objects.filter(pk=handle).first() if secret else None
    return draft if draft is not None and draft.opens_with(secret) else None


def remember(request: HttpRequest, response: HttpResponse, handle: UUID, secret: str) -> None:
    """Hand out the secret, or let it last another seven days."""
    response.set_cookie(
        f"{_PREFIX}{handle}",
        secret,
        max_age=KEPT_FOR,
        path=site_root(request),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def remember_longer(request: HttpRequest, response: HttpResponse, handle: UUID) -> None:
    remember(request, response, handle, request.COOKIES[f"{_PREFIX}{handle}"])


def forget(request: HttpRequest, response: HttpResponse, handle: UUID) -> None:
    response.delete_cookie(f"{_PREFIX}{handle}", path=site_root(request), samesite="Lax")


def tidy(request: HttpRequest, response: HttpResponse) -> None:
    """Forget secrets of drafts that are gone or were handed in a day ago, where there are many."""
    handles = [handle for name in request.COOKIES if (handle := _handle(name))]
    if len(handles) < _MANY:
        return
    alive = Draft.objects.filter(pk__in=handles).exclude(
        submitted_at__lt=timezone.now() - _DONE_FOR
    )
    for handle in set(handles) - set(alive.values_list("pk", flat=True)):
        forget(request, response, handle)


def _handle(name: str) -> UUID | None:
    try:
        return UUID(name.removeprefix(_PREFIX)) if name.startswith(_PREFIX) else None
    except ValueError:
        return None


def site_root(request: HttpRequest) -> str:
    """The path of the whole portal, in whichever version the page is."""
    prefix = get_script_prefix()
    if getattr(request, "elder", False):
        return prefix.removesuffix(ELDER.lstrip("/"))
    return prefix
