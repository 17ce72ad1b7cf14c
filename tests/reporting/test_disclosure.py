"""Which cells are hidden, as a table, and that no hidden one follows from what is shown."""

from collections import defaultdict
from itertools import product

import pytest

from reporting.disclosure import Reason, protect, protect_one

F, C = Reason.FEW, Reason.COVER


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([], [], 0),
        ([0, 0], [0, 0], 0),
        ([5, 6], [5, 6], 11),
        ([12, 3], [C, F], 15),  # 15 - 12 would say 3
        ([20, 9, 1], [20, C, F], 30),  # the next smallest goes too
        ([20, 0, 1], [C, 0, F], 21),  # a zero is poor cover while there is a number
        ([9, 9, 2], [C, 9, F], 20),
        ([20, 3, 2], [20, F, F], 25),  # two hide each other
        ([20, 1, 1], [C, F, F], 22),  # 2 for two cells would say 1 and 1
        ([20, 4, 4], [C, F, F], 28),  # 8 would say 4 and 4
        ([0, 3], [0, F], F),  # the total is small itself
        ([1, 1], [F, F], F),
        ([1, 1, 1, 1, 1, 0], [F, F, F, F, F, C], 5),  # nothing but a zero is left
        ([1, 1, 1, 1, 1], [F, F, F, F, F], C),  # then the sum is not said
    ],
)
def test_small_counts_are_hidden_and_do_not_follow_from_the_total(counts, shown, total):
    column = protect(counts)
    assert [cell.reason or cell.value for cell in column.cells] == shown
    assert (column.total.reason or column.total.value) == total


@pytest.mark.parametrize(
    ("count", "hidden"), [(0, False), (1, True), (4, True), (5, False), (126, False)]
)
def test_one_to_four_are_small(count, hidden):
    assert protect_one(count).is_hidden is hidden


def test_a_hidden_cell_holds_no_number():
    assert all(cell.value is None for cell in protect([7, 3]).cells)


def test_the_numbers_shown_never_tell_a_hidden_one():
    """For all small tables: who knows the rule (but not which of two equal cells it picks) and
    sees numbers and gaps has more than one possibility for each gap."""
    possible = defaultdict(set)
    for counts in product(range(8), repeat=4):
        column = protect(counts)
        cells = list(zip(counts, column.cells, strict=True))
        shown = tuple(sorted(count for count, cell in cells if not cell.is_hidden))
        hidden = tuple(sorted(count for count, cell in cells if cell.is_hidden))
        if hidden and not column.total.is_hidden:
            possible[column.total.value, shown].add(hidden)
    for gaps in possible.values():
        assert len(gaps) > 1 or len(set(*gaps)) > 1, gaps


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        protect([3, -1])
