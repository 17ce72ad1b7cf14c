"""What reporting may read: events without the reports on misconduct; categories."""

from django.db.models import QuerySet

from casework.choices import Kind
from casework.models import Category, Event


def public_events() -> QuerySet[Event]:
    """Acts that may be counted: those on matters that may be."""
    return Event.objects.exclude(case__kind=Kind.REPORT)


def first_level_categories() -> QuerySet[Category]:
    """The headings figures are grouped under, also those no longer valid."""
    return Category.objects.first_level()
