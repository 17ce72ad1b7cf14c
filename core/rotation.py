"""Bring every column that stands under a key to the current one, while the portal is in use.

What is left to do is read from the rows themselves: a value begins with the id of its key. So a
run that was killed is finished by the next one, and a row that somebody saves meanwhile is theirs:
a value is replaced only where it is still the one that was read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import sleep
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, models, transaction

from core.crypto import DecryptionFailed
from core.fields import BlindIndexField, EncryptedTextField, KeyIdField
from core.keyed import Table
from core.keyring import KeyMissing, read_ring

BATCH = 300  # rows between two commits: others wait for some hundredths of a second
BREATH = 0.02  # seconds the database is left to others after a commit
_WAITS = (1, 2, 4, 8)  # seconds, when the database stays locked beyond its own timeout

Renewable = EncryptedTextField | BlindIndexField
Change = tuple[str, object, str]  # the new value, the row, the value it replaces


@dataclass
class Outcome:
    """What a run did to one table; `unopened` says why, by table, column and row."""

    replaced: int = 0
    unopened: dict[str, str] = field(default_factory=dict)


def renew(table: Table, ring: str, tell: Callable[[int], object] = lambda rows: None) -> Outcome:
    """Bring a table's columns to the current key; what cannot be opened stays as it is.

    `tell` hears after each commit how many rows were looked at.
    """
    outcome = Outcome()
    while True:
        outcome.unopened.clear()
        before = outcome.replaced
        current = read_ring(settings.KEYS, ring).current
        for rows in _batches(table, current):
            outcome.replaced += _replace(table, _changes(table, rows, current, outcome))
            tell(len(rows))
            sleep(BREATH)
        if outcome.replaced == before:  # nothing is left but what cannot be opened
            return outcome


def _batches(table: Table, current: str) -> Iterator[list[models.Model]]:
    last = None
    while True:
        left = table.left(current).order_by("pk")
        rows = list(left.filter(pk__gt=last)[:BATCH] if last else left[:BATCH])
        if not rows:
            return
        yield rows
        last = rows[-1].pk


def _changes(
    table: Table, rows: list[models.Model], current: str, outcome: Outcome
) -> dict[Renewable, list[Change]]:
    pk = table.model._meta.pk
    changes: dict[Renewable, list[Change]] = {}
    for row in rows:
        for one in table.fields:
            old = getattr(row, f"raw_{one.name}")
            if isinstance(one, KeyIdField) or not old or old.startswith(one.head(current)):
                continue
            try:
                new = one.renewed(row)
            except (DecryptionFailed, KeyMissing) as problem:
                outcome.unopened[f"{table.name}.{one.column}.{row.pk}"] = str(problem)
                continue
            key = pk.get_db_prep_value(row.pk, connection)
            changes.setdefault(one, []).append((new, key, old))
    return changes


def _replace(table: Table, changes: dict[Renewable, list[Change]]) -> int:
    """Write one batch in one short transaction."""
    for pause in (*_WAITS, None):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                return sum(
                    _replace_column(cursor, table, one, rows) for one, rows in changes.items()
                )
        except OperationalError:
            if pause is None:
                raise
            sleep(pause)
    raise AssertionError("the last try returns or raises")


def _replace_column(cursor: Any, table: Table, one: Renewable, rows: list[Change]) -> int:
    quote = connection.ops.quote_name
    column, pk = quote(str(one.column)), quote(str(table.model._meta.pk.column))
    cursor.executemany(
        f"UPDATE {quote(table.name)} SET {column} = %s "  # noqa: S608 (only names of our own)
        f"WHERE {pk} = %s AND {column} = %s",
        rows,
    )
    return int(cursor.rowcount)
