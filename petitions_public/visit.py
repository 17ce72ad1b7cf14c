"""Who looked a matter up: one person on one submission, for twenty idle minutes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from casework.public import Holder, still_holds

IDLE = timedelta(minutes=20)
_KEY = "tracking"
_WRITE_AFTER = timedelta(minutes=1)  # a reload is no reason to write each time


def enter(request: HttpRequest, holder: Holder) -> None:
    """Begin under a new session key; what was looked up before is no longer open."""
    request.session.cycle_key()
    request.session[_KEY] = {
        "submission": str(holder.submission),
        "petitioner": str(holder.petitioner),
        "code_issue": holder.code_issue,
        "seen": timezone.now().isoformat(),
    }
    request.session.save()  # here, where a locked database is answered for


def holder(request: HttpRequest) -> Holder | None:
    """Who is looking, unless the twenty minutes have passed or the code was replaced."""
    kept = request.session.get(_KEY)
    if not kept or ends_at(request) <= timezone.now():
        return None
    found = Holder(UUID(kept["submission"]), UUID(kept["petitioner"]), kept["code_issue"])
    return found if still_holds(found) else None


def ends_at(request: HttpRequest) -> datetime:
    return _seen(request) + IDLE


def stay(request: HttpRequest, *, always: bool = False) -> None:
    """Count the twenty minutes from now. Reading goes on when the database cannot write."""
    if not always and timezone.now() - _seen(request) < _WRITE_AFTER:
        return
    before = dict(request.session[_KEY])
    request.session[_KEY] = {**before, "seen": timezone.now().isoformat()}
    try:
        request.session.save()
    except DatabaseError:
        request.session[_KEY] = before
        if always:
            raise
    finally:
        request.session.modified = False  # saved or not, the middleware has nothing to write


def leave(request: HttpRequest) -> None:
    if request.session.pop(_KEY, None):
        request.session.cycle_key()
        request.session.save()


def _seen(request: HttpRequest) -> datetime:
    return datetime.fromisoformat(request.session[_KEY]["seen"])
