"""What happens to a public promise. Each function takes the row as the person saw it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.models import Document
from wagtail.images.models import Image

from commitments import status
from commitments.choices import ChangeKind
from commitments.models import Change, Commitment, Milestone, Progress
from commitments.permissions import can_decide, can_write
from core.errors import ActFailed, NotYet
from core.generation import renew_on_commit
from core.workdays import city_day
from units.models import User
from units.roles import ROLES, RoleCode


@dataclass(frozen=True)
class Report:
    """What a unit reports: the whole number reached until a day, in words and with evidence."""

    reached: int
    text: str
    text_en: str = ""
    evidence: Document | None = None
    picture: Image | None = None
    picture_says: str = ""


@transaction.atomic
def announce(commitment: Commitment, *, now: datetime | None = None) -> None:
    """The first approved publication of its page: from now on target and due day are a word
    given. Publishing again changes nothing."""
    Commitment.objects.filter(pk=commitment.pk, announced_at=None).update(
        announced_at=now or timezone.now(),
        first_due_on=F("due_on"),
        first_target=F("target"),
        version=F("version") + 1,
    )


@transaction.atomic
def report_progress(
    commitment: Commitment,
    report: Report,
    *,
    by: User,
    milestones: Iterable[Milestone] = (),
    now: datetime | None = None,
) -> Progress:
    """Add a progress report and mark the steps that were reached."""
    _require(can_write(by))
    today = city_day(now or timezone.now())
    _require_running(commitment, today)
    _take(commitment)
    reached = [step.pk for step in milestones]
    Milestone.objects.filter(commitment=commitment, pk__in=reached, reached_on=None).update(
        reached_on=today
    )
    return Progress.objects.create(
        commitment=commitment, reported_on=today, reported_by=by, **vars(report)
    )


@transaction.atomic
def ask_change(
    commitment: Commitment,
    kind: ChangeKind,
    reason: str,
    *,
    by: User,
    after: date | int | None = None,
    reason_en: str = "",
    now: datetime | None = None,
) -> Change:
    """Ask for another due day or target, for completion or for giving up. Nothing changes yet.

    `after`: the new day or number, for these two kinds.
    """
    _require(can_write(by))
    at = now or timezone.now()
    _require_running(commitment, city_day(at))
    if commitment.changes.filter(approved=None).exists():
        raise NotYet(_("Another change of this commitment waits for a decision."))
    before = {ChangeKind.DUE_DATE: commitment.due_on, ChangeKind.TARGET: commitment.target}
    _check_change(commitment, kind, after)
    _take(commitment)
    return Change.objects.create(
        commitment=commitment,
        kind=kind,
        before=str(before.get(kind, "")),
        after="" if after is None else str(after),
        reason=reason,
        reason_en=reason_en,
        asked_by=by,
        asked_at=at,
    )


@transaction.atomic
def decide(change: Change, *, approve: bool, by: User, now: datetime | None = None) -> Commitment:
    """Approve or refuse a change. An approved one holds from today and stays on the page."""
    _require(can_decide(by, change))
    today = city_day(now or timezone.now())
    change.settle(approve=approve, by=by, post=_post_of(by), on=today)
    commitment = change.commitment
    _take(commitment)
    if approve:
        _set(commitment, **_effect(change, today))
    return commitment


def _effect(change: Change, today: date) -> dict[str, date | int]:
    """What an approved change writes into the promise."""
    if change.kind == ChangeKind.DUE_DATE:
        return {"due_on": date.fromisoformat(change.after), "changed_on": today}
    if change.kind == ChangeKind.TARGET:
        return {"target": int(change.after), "changed_on": today}
    return {"done_on" if change.kind == ChangeKind.DONE else "cancelled_on": today}


def _check_change(commitment: Commitment, kind: ChangeKind, after: date | int | None) -> None:
    if kind == ChangeKind.DUE_DATE and (
        not isinstance(after, date) or after < commitment.starts_on or after == commitment.due_on
    ):
        raise ActFailed(_("The new due day must differ and cannot lie before the start."))
    if kind == ChangeKind.TARGET and (
        not isinstance(after, int) or after < 1 or after == commitment.target
    ):
        raise ActFailed(_("The new target must be another number, at least 1."))


def _require(permitted: bool) -> None:
    if not permitted:
        raise PermissionDenied(_("Your post does not allow this on commitments."))


def _require_running(commitment: Commitment, today: date) -> None:
    if not commitment.is_announced:
        raise NotYet(_("This commitment has not been announced yet; it can still be edited."))
    if commitment.status(today) in status.ENDED:
        raise ActFailed(_("This commitment has ended; nothing is added to it."))


def _take(commitment: Commitment) -> None:
    """Take the next version; whoever saw an older one is told."""
    taken = Commitment.objects.filter(pk=commitment.pk, version=commitment.version).update(
        version=F("version") + 1
    )
    if not taken:
        raise ActFailed(_("Somebody else changed this commitment meanwhile. Please look again."))
    renew_on_commit()  # pages show it from now on
    commitment.version += 1


def _set(commitment: Commitment, **changes: date | int) -> None:
    Commitment.objects.filter(pk=commitment.pk).update(**changes)
    for name, value in changes.items():
        setattr(commitment, name, value)


def _post_of(user: User) -> str:
    post = user.posts_as(RoleCode.PUBLISHER)[0]
    return f"{post.unit.name} · {ROLES[RoleCode(post.role)].label}"
