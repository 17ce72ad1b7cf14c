"""Lines that break where a reader expects them to."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@register.filter
def whole_dates(text: str) -> SafeString:
    """Escape the text and keep each date on one line: browsers break 2027-01-05 at a hyphen."""
    escaped = conditional_escape(text)
    return mark_safe(DATE.sub(r'<span class="date">\g<0></span>', escaped))
