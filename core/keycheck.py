"""Do the key files belong to this database? Asked at the start, by `readyz` and by operators."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models

from core.crypto import DecryptionFailed
from core.fields import BlindIndexField, EncryptedTextField
from core.keyed import KeyedField, Table, tables
from core.keyring import KEY_NAMES, KeyMissing, find_key, read_ring

SAMPLE = 5  # rows a table: one damaged row must not stop the portal, a wrong key must


def strangers() -> list[str]:
    """Sentences that say why these keys are not this database's own; none if they are."""
    return [sentence for ring in KEY_NAMES for sentence in _strangers_in(ring)]


def faults(table: Table, rows: models.QuerySet[Any]) -> Iterator[str]:
    """Sentences about values of these rows that cannot be opened or do not fit."""
    for row in rows:
        for one in table.fields:
            try:
                _verify(one, row)
            except (DecryptionFailed, KeyMissing) as problem:
                yield str(problem)


def old_keys(ring: str) -> dict[str, list[str]]:
    """The keys from before the current one, each with the tables that still use it."""
    known = read_ring(settings.KEYS, ring, afresh=True)
    ids = list(known.keys)
    return {
        key_id: [table.name for table in tables(ring) if table.under(key_id).exists()]
        for key_id in ids[: ids.index(known.current)]
    }


def _strangers_in(ring: str) -> Iterator[str]:
    try:
        read_ring(settings.KEYS, ring, afresh=True)
    except KeyMissing as problem:
        yield str(problem)
        return
    for table in tables(ring):
        rows = list(table.rows().order_by("pk")[:SAMPLE])
        problems = list(filter(None, (_stranger(table, row) for row in rows)))
        if problems and len(problems) == len(rows):
            yield f"No row of {table.name} can be opened. {problems[0]}"


def _stranger(table: Table, row: models.Model) -> str:
    for one in table.fields:
        try:
            _open(one, row)
        except (DecryptionFailed, KeyMissing) as problem:
            return str(problem)
    return ""


def _open(one: KeyedField, row: models.Model) -> None:
    raw = getattr(row, f"raw_{one.name}")
    if isinstance(one, EncryptedTextField):
        getattr(row, one.attname)
    elif raw:
        find_key(settings.KEYS, one.ring, raw.partition(":")[0])


def _verify(one: KeyedField, row: models.Model) -> None:
    _open(one, row)
    if isinstance(one, BlindIndexField):
        raw = getattr(row, f"raw_{one.name}")
        if one.renewed(row, key_id=raw.partition(":")[0] or None) != raw:
            raise DecryptionFailed(
                f"{one.model._meta.db_table}.{one.column}.{row.pk} is not the index of what the "
                "row says. Run: rotate_keys index"
            )
