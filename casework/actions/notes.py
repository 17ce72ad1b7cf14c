"""Words beside the acts, and the record of who opened what."""

from datetime import datetime, timedelta

from casework.actions.moving import require, when
from casework.choices import Access, NoteKind
from casework.models import AccessLog, Case, Note
from casework.permissions import acting_post, can_note
from units.models import User

SAME_NOTE_WITHIN = timedelta(minutes=10)  # a double click or a resend, not a second remark


def add_note(case: Case, text: str, *, by: User, now: datetime | None = None) -> Note:
    """Leave an internal remark. It moves nothing and is no event; sent twice, it is kept once."""
    require(can_note, by, case)
    at = when(now)
    recent = case.notes.filter(author=by, kind=NoteKind.INTERNAL, at__gte=at - SAME_NOTE_WITHIN)
    for note in recent:
        if note.text == text:
            return note
    return Note.objects.create(case=case, kind=NoteKind.INTERNAL, text=text, author=by, at=at)


def log_access(
    case: Case, *, by: User, what: Access, reason: str = "", now: datetime | None = None
) -> AccessLog:
    """Record that a member of staff opened, revealed, exported or printed this matter."""
    post = acting_post(by, case)
    return AccessLog.objects.create(
        case=case,
        user=by,
        unit=post.unit if post else None,
        what=what,
        reason=reason,
        at=when(now),
    )


def reason_note(case: Case, text: str, *, by: User | None, at: datetime) -> Note | None:
    """The words that go with an act, if there are any."""
    if not text:
        return None
    return Note.objects.create(case=case, kind=NoteKind.REASON, text=text, author=by, at=at)
