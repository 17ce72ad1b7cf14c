"""What a resident sees of a matter, as frozen values: words, dates and whose turn it is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.workflow import ENDED


@dataclass(frozen=True)
class ClockView:
    """A running limit: the date, the days left (negative when late), by which rule."""

    kind: str
    label: str
    due_on: date
    days_left: int
    of_resident: bool
    article: str
    days: int | None
    extended_by: int | None

    @property
    def is_late(self) -> bool:
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        return max(0, -self.days_left)


@dataclass(frozen=True)
class LetterView:
    """A letter; `text` is empty until this person pressed 打开答复, where that is asked for."""

    id: UUID
    kind: str
    title: str
    organ: str
    issued_at: datetime
    text: str
    must_be_opened: bool
    delivered_at: datetime | None
    is_earlier: bool = False  # given before this system, kept word for word


@dataclass(frozen=True)
class Entry:
    """One line of the timeline."""

    act: str
    title: str
    at: datetime
    unit: str
    phone: str
    detail: str
    letter: LetterView | None


@dataclass(frozen=True)
class ResidentCase:
    """Everything the holder of number and code may see of one matter."""

    uuid: UUID
    number: str
    title: str
    text: str
    request: str
    kind: str
    status: str
    status_word: str
    sentence: str
    tone: str  # new, go, wait, late, done: how the status component colours it
    owner: str
    your_turn: bool
    holder_name: str
    holder_phone: str
    category: str
    place: str
    received_at: datetime
    clock: ClockView | None
    rights: tuple[ClockView, ...]
    timeline: tuple[Entry, ...]
    letters: tuple[LetterView, ...]
    answer: LetterView | None
    may_rate: bool
    rated: dict[str, str]
    may_say_solved: bool
    solved: str
    own_words: str
    may_supply: bool
    review_organ: str
    hops: int
    imported_on: date | None = None

    @property
    def is_ended(self) -> bool:
        return self.status in ENDED
