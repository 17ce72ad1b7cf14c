"""Whether a person knows how a matter ended: only then rating and 已解决 mean anything."""

from django.db.models import QuerySet

from casework.choices import ANSWERS, Act, CloseGround
from casework.models import Case, Event, Petitioner
from casework.workflow import Status

_AFTER = (Status.REPLIED, Status.DISPUTED, Status.CLOSED)


def was_told(case: Case, person: Petitioner) -> bool:
    """The latest answer reached this person; or it was closed on settlement, without a letter.

    A report on misconduct and what another procedure took over are not told here.
    """
    if case.is_sealed or case.status not in _AFTER:
        return False
    answers = case.letters.filter(issued_at__isnull=False, kind__in=ANSWERS)
    latest = answers.order_by("issued_at").last()
    if latest is not None:
        return latest.deliveries.filter(petitioner=person).exists()
    closed = case.events.filter(act=Act.CLOSE).last()
    return closed is not None and closed.value != CloseGround.ELSEWHERE


def ratings(case: Case, person: Petitioner) -> QuerySet[Event]:
    """What this person has rated since the latest answer."""
    rated = case.events.filter(act__in=[Act.RATE_BUREAU, Act.RATE_UNIT], petitioner=person.pk)
    answered = case.events.filter(act=Act.ISSUE).last()
    return rated.filter(at__gte=answered.at) if answered else rated
