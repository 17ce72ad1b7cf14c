"""One row cleaned: a typed old matter, or every reason why it is none."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from casework.choices import Kind
from casework.imports.categories import OF_REPORTS
from casework.imports.dates import Moment, read_moment
from core.workdays import city_day

LONGEST = {
    "id": 60,
    "title": 200,
    "text": 20_000,
    "reply": 20_000,
    "place": 200,
    "name": 60,
    "phone": 40,
    "address": 200,
}
TITLE_FROM_TEXT = 30  # signs of the text that stand for a missing title
EARLIEST = date(1950, 1, 1)
KINDS = {
    Kind.APPEAL: ("appeal", "申诉求决", "投诉请求", "求助", "投诉", "求决"),
    Kind.SUGGESTION: ("suggestion", "建议", "意见建议", "建议意见"),
    Kind.ENQUIRY: ("enquiry", "咨询"),
    Kind.REPORT: ("report", "检举", "举报", "检举控告", "揭发控告", "控告"),
}
_KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}


@dataclass(frozen=True)
class OldMatter:
    """A row that can be brought in. `source` names it for good."""

    row: int
    source: str
    title: str
    text: str
    received_at: datetime
    kind: Kind
    category: str
    category2: str
    place: str
    name: str
    phone: str
    address: str
    reply: str
    replied_at: datetime | None


class BadRow(Exception):
    """A row that cannot be brought in, with the reasons as sentences."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))


def clean(row: int, cells: Mapping[str, Any], *, source: str, now: datetime) -> OldMatter:
    """The old matter of a row. Raises BadRow with every reason there is."""
    words = {field: _text(cell) for field, cell in cells.items()}
    reasons = _wrong_words(words)
    received = _moment("message", cells.get("received_at"), now, reasons)
    replied = None
    if words.get("reply") and not words.get("replied_at"):
        reasons.append("There is a reply, but not when it was given.")
    elif words.get("replied_at") and not words.get("reply"):
        reasons.append("There is the time of a reply, but no reply.")
    elif words.get("reply"):
        replied = _moment("reply", cells["replied_at"], now, reasons)
    if received and replied:
        replied = _after(received, replied, reasons)
    kind = _kind(words, reasons)
    if reasons:
        raise BadRow(*reasons)
    assert received and kind
    text = words["text"]
    return OldMatter(
        row=row,
        source=f"{source} · {words.get('id') or f'row {row}'}",
        title=words.get("title") or text.splitlines()[0][:TITLE_FROM_TEXT],
        text=text,
        received_at=received.at,
        kind=kind,
        category=words.get("category", ""),
        category2=words.get("category2", ""),
        place=words.get("place", ""),
        name=words.get("name", ""),
        phone=words.get("phone", ""),
        address=words.get("address", ""),
        reply=words.get("reply", ""),
        replied_at=replied.at if replied else None,
    )


def _text(cell: Any) -> str:
    """A cell as text: numbers as people write them, no signs that print nothing."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"[^\S\n]+$", "", _printable(text), flags=re.MULTILINE).strip()


def _printable(text: str) -> str:
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")


def _wrong_words(words: Mapping[str, str]) -> list[str]:
    reasons = [] if words.get("text") else ["The text is empty."]
    for field, longest in LONGEST.items():
        length = len(words.get(field, ""))
        if length > longest:
            reasons.append(f"The {field} has {length} signs; {longest} is the most.")
    return reasons


def _moment(name: str, cell: Any, now: datetime, reasons: list[str]) -> Moment | None:
    written = _text(cell)
    if not written:
        reasons.append(f"The time of the {name} is missing.")
        return None
    try:
        moment = read_moment(cell)
    except (ValueError, OverflowError):
        reasons.append(f"The time of the {name} cannot be read: “{written[:40]}”.")
        return None
    if moment.at > now:
        reasons.append(f"The time of the {name} lies in the future: {moment.at:%Y-%m-%d %H:%M}.")
    elif city_day(moment.at) < EARLIEST:
        reasons.append(f"The time of the {name} lies before {EARLIEST.year}.")
    else:
        return moment
    return None


def _after(received: Moment, replied: Moment, reasons: list[str]) -> Moment:
    """The reply, not before the message; a reply without a time of day came on its day."""
    same_day = city_day(received.at) == city_day(replied.at)
    if replied.at < received.at and same_day and not replied.has_time:
        return Moment(received.at, False)
    if replied.at < received.at:
        reasons.append("The reply was given before the message came.")
    return replied


def _kind(words: Mapping[str, str], reasons: list[str]) -> Kind | None:
    written = words.get("kind", "").casefold()
    kind = _KIND_OF.get(written) if written else Kind.APPEAL
    if kind is None:
        reasons.append(f"The kind “{written[:20]}” is not known.")
    if kind == Kind.REPORT or words.get("category") in OF_REPORTS:
        reasons.append(
            "A report on misconduct comes through the sealed door only: hand it to the "
            "discipline desk."
        )
    return kind
