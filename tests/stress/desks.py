"""The desks work matters off through the real actions, so that there is news to send."""

from django.utils import timezone

from casework.actions import accept, refer, register
from casework.actions.referral import Classification
from casework.choices import Kind, Route
from casework.models import Case, Category
from casework.workflow import Status
from core.models import Job
from messaging.models import Message
from units.models import Unit, User

STATION = "住建局群众工作站"


def work_off(number: str) -> None:
    """Register, pass on, accept: the last of them writes a letter and a message."""
    duty, handler = (User.objects.get(username=name) for name in ("duty", "handler"))
    category = Category.objects.get(code="housing_property")
    decided = Classification(Kind.APPEAL, category, Route.PETITION_PROCEDURE)
    register(_case(number), decided, by=duty)
    refer(_case(number), Unit.objects.get(name=STATION), by=duty)
    accept(_case(number), by=handler)


def new_matters(numbers: set[str]) -> list[str]:
    """Those of the matters nobody has looked at yet."""
    found = Case.objects.filter(number__in=numbers, status=Status.SUBMITTED)
    return list(found.order_by("received_at").values_list("number", flat=True))


def call_worker() -> None:
    """Make what the worker does every half minute due at once."""
    Job.objects.exclude(due_at=None).update(due_at=timezone.now())


def is_sending() -> bool:
    """Whether a worker holds a message at this moment."""
    return Message.objects.waiting().filter(leased_until__gt=timezone.now()).exists()


def _case(number: str) -> Case:
    found = Case.objects.select_related("submission", "unit__organ", "organ", "category")
    return found.get(number=number)
