"""Rows every app may rely on: what the city decided, jobs, counters, names of the portal."""

from core.models.city import CityRule, DayOverride
from core.models.counters import Backoff, RateCounter
from core.models.job import Job
from core.models.site import PortalSettings
from core.models.wording import WordRule

__all__ = [
    "Backoff",
    "CityRule",
    "DayOverride",
    "Job",
    "PortalSettings",
    "RateCounter",
    "WordRule",
]
