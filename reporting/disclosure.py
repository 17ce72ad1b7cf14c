"""The small-number rule: who reads a figure must not be able to tell whose matter it is.

Pure. Counts from 1 to 4 are hidden. What is hidden must not follow from the total beside it
either: then further cells are hidden with it, the smallest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SMALLEST = 5


class Reason(StrEnum):
    """Why a cell is hidden. Kept from readers: which cell is which would give the number away."""

    FEW = "few"
    COVER = "cover"


@dataclass(frozen=True)
class Cell:
    """A count that may be shown, or the reason why not."""

    value: int | None
    reason: Reason | None = None

    @property
    def is_hidden(self) -> bool:
        return self.reason is not None


@dataclass(frozen=True)
class Column:
    """The cells of one column in their order, and its total."""

    cells: tuple[Cell, ...]
    total: Cell


def protect_one(count: int, smallest: int = SMALLEST) -> Cell:
    """A count that stands in no sum."""
    return Cell(None, Reason.FEW) if is_small(count, smallest) else Cell(count)


def protect(counts: Sequence[int], smallest: int = SMALLEST) -> Column:
    """The cells of a column whose total stands below it.

    Raises ValueError for a negative count.
    """
    if any(count < 0 for count in counts):
        raise ValueError("Counts are not negative.")
    total = protect_one(sum(counts), smallest)
    few = [place for place, count in enumerate(counts) if is_small(count, smallest)]
    cover: list[int] = []
    if not total.is_hidden:
        # Numbers before zeros: a zero gives little cover.
        spare = sorted(
            (place for place in range(len(counts)) if place not in few),
            key=lambda place: (counts[place] == 0, counts[place], place),
        )
        while _follows_from_total([counts[place] for place in [*few, *cover]], smallest):
            if not spare:
                total = Cell(None, Reason.COVER)
                break
            cover.append(spare.pop(0))
    reasons = dict.fromkeys(few, Reason.FEW) | dict.fromkeys(cover, Reason.COVER)
    cells = (
        Cell(None, reasons[place]) if place in reasons else Cell(count)
        for place, count in enumerate(counts)
    )
    return Column(tuple(cells), total)


def is_small(count: int, smallest: int = SMALLEST) -> bool:
    """Small enough to point at a person; nothing at all points at nobody."""
    return 0 < count < smallest


def _follows_from_total(hidden: list[int], smallest: int) -> bool:
    """One hidden cell is the total minus the rest; several are told by their sum when it is the
    least or the most that small ones can make."""
    if not hidden:
        return False
    least, most = len(hidden), len(hidden) * (smallest - 1)
    return len(hidden) == 1 or sum(hidden) in (least, most)
