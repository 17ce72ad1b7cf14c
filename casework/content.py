"""When two submissions say the same."""

import re
import unicodedata


def content_key(title: str, text: str, request: str = "") -> str:
    """What equal words have in common: spaces, line ends, case and widths count nothing."""
    whole = unicodedata.normalize("NFKC", "\n".join((title, text, request)))
    return re.sub(r"\s", "", whole).casefold()
