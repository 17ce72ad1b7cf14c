"""Bring every column that stands under a key to the current one, while the portal is in use.

What is left to do is read from the rows themselves: a value begins with the id of its key. So a
run that was killed is finished by the next one, and a row that somebody saves meanwhile is theirs:
a value is replaced only where it is still the one that was read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from time import sleep
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, models, transaction
from django.db.models import F, Q, TextField
from django.db.models.functions import Cast

from core.crypto import DecryptionFailed
from core.fields import BlindIndexField, EncryptedTextField
from core.keyring import KeyMissing, read_ring

BATCH = 300  # rows between two commits: others wait for some hundredths of a second
BREATH = 0.02  # seconds the database is left to others after a commit
_WAITS = (1, 2, 4, 8)  # seconds, when the database stays locked beyond its own timeout

KeyedField = EncryptedTextField | BlindIndexField


@dataclass
class Table:
    """A model with columns under one ring of keys."""

    model: type[models.Model]
    fields: list[KeyedField]
    unopened: dict[str, str] = field(default_factory=dict)  # row and column: why

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    def rows(self) -> models.QuerySet[Any]:
        """All rows, with each column as it stands in the database under `raw_<name>`."""
        raw = {f"raw_{one.name}": Cast(F(one.attname), TextField()) for one in self.fields}
        needed = {name for one in self.fields for name in one.reads()}
        return self.model._base_manager.annotate(**raw).only("pk", *needed)

    def under(self, key_id: str) -> models.QuerySet[Any]:
        """Rows of which a column stands under this key."""
        return self.rows().filter(_any(_begins(one, key_id) for one in self.fields))

    def left(self, key_id: str) -> models.QuerySet[Any]:
        """Rows of which a column is filled and does not stand under this key."""
        filled = (Q(**{f"raw_{one.name}__gt": ""}) & ~_begins(one, key_id) for one in self.fields)
        return self.rows().filter(_any(filled))


def tables(ring: str) -> list[Table]:
    """Every model with columns under this ring."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        fields = [
            one
            for one in model._meta.local_concrete_fields
            if isinstance(one, EncryptedTextField | BlindIndexField) and one.ring == ring
        ]
        if fields and model._meta.managed:
            found.append(Table(model, fields))
    return found


def renew(table: Table, ring: str, tell: Callable[[int], object] = lambda rows: None) -> int:
    """Bring a table's columns to the current key; return how many values were replaced.

    `tell` hears after each commit how many rows were looked at. Rows that cannot be opened stay
    as they are and are named in `table.unopened`.
    """
    replaced = 0
    while True:
        table.unopened.clear()
        in_this_pass = 0
        for rows in _batches(table, read_ring(settings.KEYS, ring).current):
            in_this_pass += _replace(table, _changes(table, rows, ring))
            tell(len(rows))
            sleep(BREATH)
        replaced += in_this_pass
        if not in_this_pass:  # nothing left but what cannot be opened
            return replaced


def _batches(table: Table, current: str) -> Iterator[list[models.Model]]:
    last = None
    while True:
        left = table.left(current).order_by("pk")
        rows = list(left.filter(pk__gt=last)[:BATCH] if last else left[:BATCH])
        if not rows:
            return
        yield rows
        last = rows[-1].pk


Change = tuple[str, object, str]  # the new value, the row, the value it replaces


def _changes(table: Table, rows: list[models.Model], ring: str) -> dict[KeyedField, list[Change]]:
    head = read_ring(settings.KEYS, ring).current
    pk = table.model._meta.pk
    changes: dict[KeyedField, list[Change]] = {one: [] for one in table.fields}
    for row in rows:
        for one in table.fields:
            old = getattr(row, f"raw_{one.name}")
            if not old or old.startswith(one.head(head)):
                continue
            try:
                new = one.renewed(row)
            except (DecryptionFailed, KeyMissing) as problem:
                table.unopened[f"{table.name}.{one.column}.{row.pk}"] = str(problem)
                continue
            changes[one].append((new, pk.get_db_prep_value(row.pk, connection), old))
    return changes


def _replace(table: Table, changes: dict[KeyedField, list[Change]]) -> int:
    """Write one batch in one short transaction."""
    for pause in (*_WAITS, None):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                return sum(
                    _replace_column(cursor, table, one, rows)
                    for one, rows in changes.items()
                    if rows
                )
        except OperationalError:
            if pause is None:
                raise
            sleep(pause)
    raise AssertionError("the last try returns or raises")


def _replace_column(cursor: Any, table: Table, one: KeyedField, rows: list[Change]) -> int:
    quote = connection.ops.quote_name
    column, pk = quote(one.column), quote(table.model._meta.pk.column)
    cursor.executemany(
        f"UPDATE {quote(table.name)} SET {column} = %s "  # noqa: S608 (only names of our own)
        f"WHERE {pk} = %s AND {column} = %s",
        rows,
    )
    return int(cursor.rowcount)


def _begins(one: KeyedField, key_id: str) -> Q:
    return Q(**{f"raw_{one.name}__startswith": one.head(key_id)})


def _any(conditions: Iterator[Q]) -> Q:
    return reduce(or_, conditions)
