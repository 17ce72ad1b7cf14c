"""Can an unknown number be told from a wrong code by the time the answer takes?

    PORTAL_TRUSTED_PROXIES=127.0.0.1 … manage.py serve
    python -m benchmarks.lookup_timing --url http://127.0.0.1:8000 --database var/portal.sqlite3

Tries of each kind are interleaved in random order, each from an address of its own so that no
limit of an address is met. "unknown again" is the same kind once more: what differs from it as
little as it differs from itself cannot be told apart.
"""

import argparse
import random
from statistics import NormalDist, median

from tqdm import tqdm

from benchmarks.lookup import WRONG, Client, any_address, any_number, numbers_in

REFERENCE, AGAIN = "unknown number", "unknown again"
TRIES_A_NUMBER = 30  # below what strangers together may try in an hour
SURE = 0.01
RESAMPLES = 400


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--database", required=True, help="the portal's SQLite file")
    parser.add_argument("--tries", type=int, default=2000, help="of each kind")
    chosen = parser.parse_args(arguments)
    kinds = pools(chosen.database, chosen.tries)
    times = measure(Client(chosen.url), kinds, chosen.tries)
    return report(times)


def pools(database: str, tries: int) -> dict[str, list[str]]:
    """The numbers of each kind: as many of each, so that all counters are met as often."""
    few, joint = numbers_in(database)
    size = -(-tries // TRIES_A_NUMBER)
    if len(few) < size:
        raise SystemExit(
            f"{size} numbers are needed for {tries} tries, {database} has {len(few)}."
        )
    kinds = {
        REFERENCE: [any_number() for _ in range(size)],
        AGAIN: [any_number() for _ in range(size)],
        "wrong code": random.sample(few, size),
        "malformed": [f"nonsense {random.randrange(10**8)}" for _ in range(size)],
    }
    if len(joint) >= size:
        kinds["joint letter"] = random.sample(joint, size)
    return kinds


def measure(client: Client, kinds: dict[str, list[str]], tries: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    order = list(kinds)
    for number in tqdm(range(tries), disable=None):
        random.shuffle(order)
        for kind in order:
            typed = kinds[kind][number % len(kinds[kind])]
            answer = client.look_up(typed, WRONG, any_address())
            if not answer.was_compared:
                raise SystemExit(f"{kind} {typed}: a limit was met, {answer.status}.")
            times[kind].append(answer.microseconds)
    return times


def report(times: dict[str, list[float]]) -> int:
    told_apart = 0
    reference = times[REFERENCE]
    print(f"{len(reference)} tries of each kind; {REFERENCE}: median {median(reference):.0f} µs")
    for kind, values in times.items():
        if kind == REFERENCE:
            continue
        low, high = interval(values, reference)
        chance, probability = mann_whitney(values, reference)
        apart = probability < SURE / (len(times) - 1)
        told_apart += apart
        print(
            f"{kind:16} median {median(values):7.0f} µs  difference {low:+.0f} … {high:+.0f} µs "
            f"(95 %)  slower with chance {chance:.3f}  p {probability:.3f}  "
            f"{'DISTINGUISHABLE' if apart else 'not distinguishable'}"
        )
    return int(told_apart > 0)


def mann_whitney(values: list[float], reference: list[float]) -> tuple[float, float]:
    """How often a value is above one of the reference, and how likely that is by chance alone."""
    ranked = sorted(
        (value, place) for place, group in enumerate((reference, values)) for value in group
    )
    ranks = sum(rank for rank, (_value, place) in enumerate(ranked, 1) if place)
    n, m = len(values), len(reference)
    above = ranks - n * (n + 1) / 2
    deviation = (n * m * (n + m + 1) / 12) ** 0.5
    z = (above - n * m / 2) / deviation
    return above / (n * m), 2 * (1 - NormalDist().cdf(abs(z)))


def interval(values: list[float], reference: list[float]) -> tuple[float, float]:
    """The bootstrap interval of the difference of medians."""
    differences = sorted(
        median(random.choices(values, k=len(values)))
        - median(random.choices(reference, k=len(reference)))
        for _ in range(RESAMPLES)
    )
    return differences[RESAMPLES // 40], differences[-RESAMPLES // 40]


if __name__ == "__main__":
    raise SystemExit(main())
