from .access import AccessLog
from .attachment import Attachment
from .case import Case, CaseSubmission
from .category import Category
from .clock import Clock, ClockPause
from .event import Event
from .letter import Delivery, Letter
from .note import Note
from .people import Petitioner
from .referral import Referral
from .submission import Submission

__all__ = [
    "AccessLog",
    "Attachment",
    "Case",
    "CaseSubmission",
    "Category",
    "Clock",
    "ClockPause",
    "Delivery",
    "Event",
    "Letter",
    "Note",
    "Petitioner",
    "Referral",
    "Submission",
]
