"""Equal words found again without their being stored: the keyed hash of a submission's content."""

import re
import unicodedata

from django.db.models import Q

from core.crypto import blind_index, blind_indexes

_PURPOSE = "submission.content"


def content_index(title: str, text: str, request: str = "") -> str:
    """The keyed hash of what was written. Spaces, line ends and widths of signs count nothing."""
    return blind_index(_PURPOSE, _squeeze(title, text, request))


def same_content(title: str, text: str, request: str = "") -> Q:
    """Submissions with these very words, under every key there ever was."""
    return Q(content_index__in=blind_indexes(_PURPOSE, _squeeze(title, text, request)))


def _squeeze(*parts: str) -> str:
    whole = unicodedata.normalize("NFKC", "\n".join(parts))
    return re.sub(r"\s", "", whole).casefold()
