"""What an Event's digest is made of. Decided in docs/decisions/0002-event-digest.md.

digest = SHA-256(skeleton ‖ commitment). The skeleton holds codes, identifiers and times, never
a name or a word, and not the kind of matter. The commitment binds the words behind salts that
can be destroyed, so that one person's words can be erased without breaking the ledger.
"""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

VERSION = "lianxinqiao-event-1"
SALT_BYTES = 32


class Words(Protocol):
    """A row of erasable text: its salt, and its texts in a fixed order."""

    salt: bytes | None

    def texts(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Skeleton:
    """The fields of an event that outlive every erasure, in the order they are hashed."""

    event: str
    case: str
    act: str
    status_before: str
    status_after: str
    actor: str
    unit: str
    unit_path: str
    to_unit: str
    petitioner: str
    clock: str
    submission: str
    letter: str
    note: str
    value: str
    at: str
    recorded_at: str

    def encode(self) -> bytes:
        return netstrings((VERSION, *vars(self).values()))


def netstrings(fields: Iterable[str]) -> bytes:
    """Length-prefixed UTF-8, so that no two different lists of fields encode alike."""
    encoded = (field.encode() for field in fields)
    return b"".join(b"%d:%s," % (len(field), field) for field in encoded)


def moment(at: datetime) -> str:
    """An aware time as UTC with microseconds, e.g. 2026-11-03T02:11:00.000000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def commitment(rows: Sequence[Words]) -> bytes:
    """SHA-256 over HMAC-SHA-256(salt, texts) of each row in order; of nothing when none.

    Raises ValueError when a salt is gone: the words were erased and cannot be bound again.
    """
    bound = hashlib.sha256()
    for row in rows:
        if row.salt is None:
            raise ValueError("The salt of these words was destroyed.")
        bound.update(hmac.digest(bytes(row.salt), netstrings(row.texts()), "sha256"))
    return bound.digest()


def digest(skeleton: Skeleton, bound: bytes) -> str:
    """The event's digest as 64 hexadecimal digits."""
    return hashlib.sha256(skeleton.encode() + bound).hexdigest()
