"""What happens to a hearing. Each function takes the row as the person saw it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents.models import Document

from core.calendar import city_calendar
from core.city_rules import rules_on
from core.errors import ActFailed, NotYet
from core.generation import renew_on_commit
from core.workdays import city_day
from hearings import deadlines, status
from hearings.choices import ChangeKind
from hearings.deadlines import PROFILES, HearingKind, RuleProfile
from hearings.models import Change, Hearing, Outcome
from hearings.permissions import can_decide, can_write
from units.models import User
from units.roles import ROLES, RoleCode


@dataclass(frozen=True)
class Findings:
    """What a hearing came to. Counts are persons and opinions; adopted: wholly or in part."""

    participants: int
    conclusion: str
    adoption: str
    observers: int = 0
    opinions: int = 0
    adopted: int = 0
    conclusion_en: str = ""
    adoption_en: str = ""
    minutes: Document | None = None


def profile_on(kind: str, day: date) -> RuleProfile:
    """The rules of a kind on a day, with the city's own where they are stricter.

    City rules are called `hearing.<kind>.<lead>`, e.g. `hearing.land.notice`.
    """
    prefix = f"hearing.{kind}."
    own = {
        key.removeprefix(prefix): rule.value
        for key, rule in rules_on(day).items()
        if key.startswith(prefix)
    }
    return deadlines.stricter(PROFILES[HearingKind(kind)], own)


def earliest_day(kind: str, announced_on: date) -> date:
    """The first day for which a hearing may be announced on this day."""
    return deadlines.earliest_hearing(
        profile_on(kind, announced_on), announced_on, city_calendar()
    )


@transaction.atomic
def announce(hearing: Hearing, *, now: datetime | None = None) -> None:
    """The first approved publication of its page: the last days are set by the rules in force.
    Publishing again changes nothing."""
    at = now or timezone.now()
    today = city_day(at)
    rules = profile_on(hearing.kind, today)
    ends = deadlines.dates(rules, city_day(hearing.held_at), city_calendar())
    Hearing.objects.filter(pk=hearing.pk, announced_at=None).update(
        announced_at=at,
        first_held_at=F("held_at"),
        apply_until=min(
            deadlines.apply_until(rules, today, city_calendar()), city_day(hearing.held_at)
        ),
        materials_by=ends.materials_by,
        minutes_by=ends.minutes_by,
        notice_by=ends.notice_by,
        rule=rules.notice.article,
        version=F("version") + 1,
    )


@transaction.atomic
def record_held(hearing: Hearing, *, by: User, now: datetime | None = None) -> None:
    """Say that the hearing took place on its day."""
    _require(can_write(by))
    today = city_day(now or timezone.now())
    _require_running(hearing, today)
    if today < city_day(hearing.held_at):
        raise NotYet(_("The day of this hearing has not come yet."))
    if hearing.held_on:
        raise ActFailed(_("It is on record already that this hearing was held."))
    _set(hearing, held_on=city_day(hearing.held_at))


@transaction.atomic
def write_outcome(hearing: Hearing, findings: Findings, *, by: User) -> Outcome:
    """Keep the outcome as a draft; it is published when somebody else approved it."""
    _require(can_write(by))
    if not hearing.held_on:
        raise NotYet(_("First record that the hearing was held."))
    if hearing.changes.filter(kind=ChangeKind.CONCLUDED).exclude(approved=False).exists():
        raise ActFailed(_("This outcome waits for a decision or is published already."))
    values = vars(findings) | {"written_by": by}
    outcome, _created = Outcome.objects.update_or_create(hearing=hearing, defaults=values)
    return outcome


@transaction.atomic
def ask_change(
    hearing: Hearing,
    kind: ChangeKind,
    reason: str,
    *,
    by: User,
    after: datetime | None = None,
    reason_en: str = "",
    now: datetime | None = None,
) -> Change:
    """Ask for another date (`after`), for cancelling, or for publishing the outcome."""
    _require(can_write(by))
    at = now or timezone.now()
    _require_running(hearing, city_day(at))
    if hearing.changes.filter(approved=None).exists():
        raise NotYet(_("Another change of this hearing waits for a decision."))
    _check_change(hearing, kind, after, at)
    _set(hearing)
    moved = kind == ChangeKind.POSTPONED
    return Change.objects.create(
        hearing=hearing,
        kind=kind,
        before=hearing.held_at.isoformat() if moved else "",
        after=after.isoformat() if moved and after else "",
        reason=reason,
        reason_en=reason_en,
        asked_by=by,
        asked_at=at,
    )


@transaction.atomic
def decide(change: Change, *, approve: bool, by: User, now: datetime | None = None) -> Hearing:
    """Approve or refuse a change. An approved one holds from today and stays on the page."""
    _require(can_decide(by, change))
    today = city_day(now or timezone.now())
    change.settle(approve=approve, by=by, post=_post_of(by), on=today)
    hearing = change.hearing
    _set(hearing, **_effect(change, today) if approve else {})
    return hearing


def _effect(change: Change, today: date) -> dict[str, object]:
    """What an approved change writes into the hearing. A new day moves what is owed around it;
    who had until a day to apply keeps it."""
    if change.kind == ChangeKind.CONCLUDED:
        return {"concluded_on": today}
    if change.kind == ChangeKind.CANCELLED:
        return {"cancelled_on": today}
    held_at = datetime.fromisoformat(change.after)
    rules = profile_on(change.hearing.kind, today)
    ends = deadlines.dates(rules, city_day(held_at), city_calendar())
    return {
        "held_at": held_at,
        "materials_by": ends.materials_by,
        "minutes_by": ends.minutes_by,
    }


def _check_change(
    hearing: Hearing, kind: ChangeKind, after: datetime | None, at: datetime
) -> None:
    if kind == ChangeKind.POSTPONED and (hearing.held_on or after is None or after <= at):
        raise ActFailed(_("The new date must lie ahead, and the hearing not be held yet."))
    if kind == ChangeKind.CANCELLED and hearing.held_on:
        raise ActFailed(_("This hearing was held; it cannot be cancelled."))
    if kind == ChangeKind.CONCLUDED and not Outcome.objects.filter(hearing=hearing).exists():
        raise NotYet(_("Write down the outcome first."))


def _require(permitted: bool) -> None:
    if not permitted:
        raise PermissionDenied(_("Your post does not allow this on hearings."))


def _require_running(hearing: Hearing, today: date) -> None:
    if not hearing.is_announced:
        raise NotYet(_("This hearing has not been announced yet; it can still be edited."))
    if hearing.status(today) in status.ENDED:
        raise ActFailed(_("This hearing has ended; nothing is added to it."))


def _set(hearing: Hearing, **changes: object) -> None:
    """Take the next version with these changes; whoever saw an older one is told."""
    taken = Hearing.objects.filter(pk=hearing.pk, version=hearing.version).update(
        version=F("version") + 1, **changes
    )
    if not taken:
        raise ActFailed(_("Somebody else changed this hearing meanwhile. Please look again."))
    renew_on_commit()  # pages show it from now on
    hearing.version += 1
    for name, value in changes.items():
        setattr(hearing, name, value)


def _post_of(user: User) -> str:
    post = user.posts_as(RoleCode.PUBLISHER)[0]
    return f"{post.unit.name} · {ROLES[RoleCode(post.role)].label}"
