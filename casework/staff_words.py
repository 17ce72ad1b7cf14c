"""How the queue words what staff read: days left, statuses, what an event's code means."""

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.choices import (
    Act,
    Channel,
    CloseGround,
    DeliveryHow,
    DisputeOutcome,
    Kind,
    ReferralKind,
    RefusalGround,
    Route,
    Score,
    Solved,
)
from casework.deadlines import ClockKind
from casework.models import Case, Event
from casework.workflow import ENDED, OWNER, Party, Status
from core.workdays import city_day

# Where the resident's own word addresses the resident.
STAFF_WORDS = {
    Status.NEEDS_INFO: gettext_lazy("Waiting for the resident"),
    Status.DISPUTED: gettext_lazy("Resident says: not solved"),
}

_MEANING: dict[str, type[TextChoices]] = {
    Act.SUBMIT: Channel,
    Act.REFER: ReferralKind,
    Act.CLASSIFY: Kind,
    Act.REFUSE: RefusalGround,
    Act.REDIRECT: Route,
    Act.CLOSE: CloseGround,
    Act.DELIVER: DeliveryHow,
    Act.RATE_BUREAU: Score,
    Act.RATE_UNIT: Score,
    Act.SAY_SOLVED: Solved,
    Act.DISPUTE: Solved,
    Act.RETURN_DISPUTED: DisputeOutcome,
    Act.NAME_REMEDY: DisputeOutcome,
    Act.MISS: ClockKind,
}


def status_word(status: str) -> str:
    """The status as staff read it."""
    return str(STAFF_WORDS.get(Status(status), Status(status).label))


def days_words(due_on: date, today: date) -> str:
    """还剩 N 天, 今天到期 or 已超期 N 天."""
    days = (due_on - today).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if days == 0:
        return _("due today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def due_day(case: Case) -> date | None:
    """The last day of what an office owes next."""
    if case.next_due_at is None:
        return None
    return city_day(case.next_due_at) - timedelta(days=1)


def tone(case: Case, today: date) -> str:
    """new, go, wait, late or done: how the status is coloured."""
    due_on = due_day(case)
    if due_on and due_on < today:
        return "late"
    if case.status in ENDED:
        return "done"
    if OWNER[Status(case.status)] == Party.RESIDENT:
        return "wait"
    return "new" if case.status == Status.SUBMITTED else "go"


def value_words(event: Event) -> str:
    """What the code on an event says, in words."""
    if event.act == Act.EXTEND:
        days = int(event.value)
        return ngettext("by %(days)s day", "by %(days)s days", days) % {"days": days}
    if event.act == Act.ISSUE:
        return _("late") if event.value == "late" else _("on time")
    if event.act == Act.SUPPLY_MATERIAL and event.value:
        return _("The days for material have passed; it goes on without.")
    meaning = _MEANING.get(event.act)
    return str(meaning(event.value).label) if meaning and event.value else ""
