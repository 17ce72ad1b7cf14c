"""Walks the patterns, writes their copies in batches, brings figures and planner up to date."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from time import monotonic

from django.db import connection, models, transaction
from django.utils import timezone
from tqdm import tqdm

from benchmarks import bulk, city, walks
from benchmarks.copies import MODELS, Copier, Pattern, patterns
from casework.models import Case
from casework.workflow import Status
from reporting import rollups

BATCH = 500
WEEKS = 156
OPEN_SHARE, FEWEST_OPEN = 0.04, 300

# Of what is not open most has ended; who never read the answer still may.
_WEIGHTS = {Status.CLOSED: 8}

Rows = dict[type[models.Model], list[bulk.Row]]


def fill(cases: int) -> None:
    """Fill an empty installation with so many matters; says what came of it."""
    now = timezone.now()
    with transaction.atomic():
        network = city.build()
        with tqdm(total=walks.WALKED, desc="walking", unit="matter") as bar:
            walks.walk(network, now, bar.update)
    begun = monotonic()
    walked = patterns()
    numbers = {pattern.case.number[2:].replace("-", "")[:10] for pattern in walked}
    multiply(Copier(network, numbers), walked, cases - len(walked))
    took = monotonic() - begun
    print(f"{cases - len(walked)} copies in {took:.0f} s: {(cases - len(walked)) / took:.0f}/s")
    rollups.mark_known_months()
    with tqdm(desc="figures", total=1) as bar:
        rollups.refresh(now)
        bar.update()
    bulk.reset_sequences(list(MODELS))
    bulk.analyse()
    report()


def multiply(copier: Copier, walked: list[Pattern], wanted: int) -> None:
    """Write copies until there are enough, each batch in a transaction of its own."""
    tables = {model: bulk.Table(model) for model in MODELS}
    batch: Rows = defaultdict(list)
    with _unhurried(), tqdm(total=wanted, desc="multiplying", unit="matter") as bar:
        for place, (pattern, by) in enumerate(_plan(walked, wanted, copier.chance), start=1):
            for model, rows in copier.copy(pattern, by).items():
                batch[model] += rows
            if place % BATCH == 0 or place == wanted:
                with transaction.atomic():
                    for model in MODELS:
                        tables[model].write(batch[model])
                batch.clear()
                bar.update(place - bar.n)


def _plan(
    walked: list[Pattern], wanted: int, chance: Random
) -> Iterator[tuple[Pattern, timedelta]]:
    """Which pattern is copied next and how far it moves; oldest and newest stand mixed."""
    kinds = {True: [], False: []}
    for pattern in walked:
        kinds[pattern.is_open].append(pattern)
    still_open = min(max(round(wanted * OPEN_SHARE), FEWEST_OPEN), wanted // 2)
    still_open = max(still_open - len(kinds[True]), 0)
    weights = [_WEIGHTS.get(pattern.case.status, 1) for pattern in kinds[False]]
    ended = chance.choices(kinds[False], weights, k=wanted)
    for place in range(wanted):
        # Spread evenly: so many of every hundred are open.
        is_open = (place + 1) * still_open // wanted > place * still_open // wanted
        weeks = 0 if is_open else chance.randrange(WEEKS)
        pattern = chance.choice(kinds[True]) if is_open else ended[place]
        yield pattern, -timedelta(weeks=weeks)


class _unhurried:
    """Without waiting for the disk: what is lost is made again."""

    def __enter__(self) -> None:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA synchronous=OFF")

    def __exit__(self, *_error: object) -> None:
        connection.close()


def report() -> None:
    """How many matters stand in each status."""
    counted = Counter(dict(Case.objects.values_list("status").annotate(models.Count("pk"))))
    for status, number in counted.most_common():
        print(f"{number:>9}  {status}")
