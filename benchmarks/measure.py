"""Rounds in which every page of every installation is visited in turn, in a new order each time.

Ratios are taken inside a round, so that a machine that is slow for a minute is slow for both.
"""

import random
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tqdm import tqdm

from benchmarks.browser import Wire
from benchmarks.installation import Installation
from benchmarks.targets import CONSTANT, EMPTY, TARGETS, Target, Tickets

FEWEST = 5  # visits in a turn, however slow


@dataclass(frozen=True)
class Turn:
    """One page in one round: CPU milliseconds a visit, and how long each visit took."""

    cpu: float
    took: Sequence[float]


Key = tuple[str, int, str]  # database, cases, page


@dataclass
class Measured:
    """All turns, by database, size and page, one for each round."""

    turns: dict[Key, list[Turn]]

    def cpu(self, key: Key) -> float:
        return statistics.median(turn.cpu for turn in self.turns[key])

    def percentile(self, key: Key, share: float) -> float:
        took = sorted(ms for turn in self.turns[key] for ms in turn.took)
        return took[min(int(len(took) * share), len(took) - 1)]

    def ratio(self, key: Key, base: Key) -> float:
        """The median of the ratios within each round."""
        pairs = zip(self.turns[key], self.turns[base], strict=True)
        return statistics.median(one.cpu / other.cpu for one, other in pairs)

    def per_constant(self, key: Key) -> float:
        return self.ratio(key, (*key[:2], CONSTANT.name))

    def per_empty(self, key: Key) -> float:
        return self.ratio(key, (*key[:2], EMPTY.name))


def measure(
    installations: list[Installation],
    tickets: list[Tickets],
    *,
    rounds: int,
    seconds: float,
    targets: Sequence[Target] = TARGETS,
) -> Measured:
    """Visit everything so many rounds, each page for so long a turn."""
    browsers = [Wire(installation.port) for installation in installations]
    turns: dict[Key, list[Turn]] = defaultdict(list)
    places = [(place, target) for place in range(len(installations)) for target in targets]
    order = random.Random(3)
    for place, target in tqdm(places, desc="warming up"):
        browsers[place].renew()
        for _time in range(3):
            target.visit(browsers[place], tickets[place])
    with tqdm(total=rounds * len(places), desc="measuring", unit="turn") as bar:
        for _round in range(rounds):
            order.shuffle(places)
            for place, target in places:
                one = installations[place]
                turn = _turn(one, browsers[place], target, tickets[place], seconds)
                turns[one.database, one.cases, target.name].append(turn)
                bar.update()
    return Measured(turns)


def _turn(
    installation: Installation, browser: Wire, target: Target, tickets: Tickets, seconds: float
) -> Turn:
    took: list[float] = []
    browser.renew()
    before = installation.cpu_seconds()
    begun = now = time.perf_counter()
    while now - begun < seconds or len(took) < FEWEST:
        target.visit(browser, tickets)
        after = time.perf_counter()
        took.append(1000 * (after - now))
        now = after
    used = installation.cpu_seconds() - before
    return Turn(1000 * used / len(took), took)
