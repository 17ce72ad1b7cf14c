"""The number of a submission and the query code of a person.

Number: YM2026-483107-5, six digits drawn at random within the year, so that no gap betrays a
report, and an ISO 7064 MOD 11,10 check digit. Code: twelve digits, derived, never stored.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from stdnum.iso7064 import mod_11_10

from core.crypto import mac, macs

_NUMBER = re.compile(r"([A-Z]{1,6})(\d{4})(\d{6})(\d)")
CODE_DIGITS = 12


@dataclass(frozen=True)
class CodeHash:
    """What is kept of a code: its keyed hash and the key's id."""

    key_id: str
    digest: str


def draw_number(prefix: str, year: int) -> str:
    """A fresh number; the unique constraint decides whether it is free."""
    digits = f"{year:04d}{secrets.randbelow(1_000_000):06d}"
    return f"{prefix}{digits[:4]}-{digits[4:]}-{mod_11_10.calc_check_digit(digits)}"


def normalise_number(typed: str) -> str:
    """The canonical form of a number as people type it; empty when it cannot be one."""
    squeezed = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", typed).upper())
    match = _NUMBER.fullmatch(squeezed)
    if not match:
        return ""
    prefix, year, six, check = match.groups()
    if not mod_11_10.is_valid(year + six + check):
        return ""
    return f"{prefix}{year}-{six}-{check}"


def normalise_code(typed: str) -> str:
    """Only the digits, whatever stands between them and however wide they are."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", typed))


def derive_code(submission: UUID, petitioner: UUID, issue: int, key_id: str | None = None) -> str:
    """The code of one person on one submission: the same each time it is asked for."""
    made = mac("code", "query-code", str(submission), str(petitioner), str(issue), key_id=key_id)
    return str(int.from_bytes(made.digest) % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def hash_code(submission: UUID, code: str, key_id: str | None = None) -> CodeHash:
    made = mac("code", "query-code-hash", str(submission), code, key_id=key_id)
    return CodeHash(made.key_id, made.digest.hex())


def code_digests(submission: UUID, typed: str) -> list[str]:
    """The hashes a typed code may be kept as: one for each key, whoever typed it."""
    made = macs("code", "query-code-hash", str(submission), typed)
    return [digest.hex() for _key_id, digest in made]


def in_groups(code: str) -> str:
    """1234 5678 9012: three groups for a numeric keypad."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))
