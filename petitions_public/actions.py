"""What happens to a draft: begun, kept, handed in."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from casework import public
from petitions_public.models import Draft, Raw


def begin(kind: str, *, now: datetime | None = None) -> tuple[Draft, str]:
    """Start a draft; returns it with the secret that opens it."""
    at = now or timezone.now()
    draft = Draft(kind=kind, answers="", created_at=at, changed_at=at)
    secret = draft.new_secret()
    draft.save(force_insert=True)
    return draft, secret


@transaction.atomic
def keep(handle: UUID, step: str, raw: Raw, *, now: datetime | None = None) -> Draft | None:
    """Store what was typed on a step, right or wrong; None when there is nothing to keep it in.

    The row is locked, so that two tabs on two steps do not undo each other.
    """
    draft = _locked(handle)
    if draft is None:
        return None
    draft.set_step(step, raw)
    draft.changed_at = now or timezone.now()
    draft.save(update_fields=["answers", "changed_at"])
    return draft


@transaction.atomic
def change_kind(handle: UUID, kind: str, *, now: datetime | None = None) -> None:
    """Take another answer to the first question."""
    at = now or timezone.now()
    Draft.objects.filter(pk=handle, submitted_at=None).update(kind=kind, changed_at=at)


@transaction.atomic
def hand_in(
    handle: UUID,
    filing: Callable[[Draft], public.WebFiling],
    is_human: Callable[[], bool],
    *,
    now: datetime | None = None,
) -> bool:
    """Hand the draft in and forget its words, both or neither; False if the captcha was wrong.

    The lock makes a double click wait: it then finds the form handed in, whatever its captcha.
    """
    draft = Draft.objects.select_for_update().get(pk=handle)
    if draft.submitted_at is None:
        if not is_human():
            return False
        at = now or timezone.now()
        public.submit(filing(draft), now=at)
        draft.answers = ""
        draft.submitted_at = draft.changed_at = at
        draft.save(update_fields=["answers", "submitted_at", "changed_at"])
    return True


def discard(draft: Draft) -> None:
    """Delete what was written, as the person asked."""
    draft.delete()


def _locked(handle: UUID) -> Draft | None:
    return Draft.objects.select_for_update().filter(pk=handle, submitted_at=None).first()
