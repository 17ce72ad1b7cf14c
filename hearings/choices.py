from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    """What about an announced hearing is decided by two people and shown for ever."""

    POSTPONED = "postponed", _("another date")
    CANCELLED = "cancelled", _("cancelled")
    CONCLUDED = "concluded", _("outcome")
