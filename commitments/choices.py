from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """Where a promise was made."""

    WORK_REPORT = "work_report", _("government work report")
    MEETING = "meeting", _("decision of a meeting")
    LEADER = "leader", _("a leader's own promise")
    SERVICE = "service", _("service promise of the unit")


class ChangeKind(TextChoices):
    """What about an announced promise is decided by two people and shown for ever."""

    DUE_DATE = "due_date", _("another due date")
    TARGET = "target", _("another target")
    DONE = "done", _("fulfilled")
    CANCELLED = "cancelled", _("given up")
