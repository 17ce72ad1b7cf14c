"""How people are masked on screens and found again without their name being stored in clear."""

import re
import unicodedata

from django.db.models import Q

from casework.models import Petitioner
from core.crypto import blind_index, blind_indexes


def index_person(person: Petitioner) -> None:
    """Set the keyed hashes by which staff find a person by exact name or telephone."""
    person.name_index = _index("petitioner.name", _squeeze(person.name))
    person.phone_index = _index("petitioner.phone", phone_digits(person.phone))


def find_by_name(name: str) -> Q:
    """People of exactly this name."""
    return Q(name_index__in=_indexes("petitioner.name", _squeeze(name)))


def find_by_phone(phone: str) -> Q:
    """People who left exactly this telephone number."""
    return Q(phone_index__in=_indexes("petitioner.phone", phone_digits(phone)))


def phone_digits(phone: str) -> str:
    """Only the digits, without the country's prefix."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    return digits.removeprefix("0086") if len(digits) > 13 else digits.removeprefix("86")


def mask_name(name: str) -> str:
    """王** for 王小明; the first character stays."""
    return name[:1] + "**" if name else ""


def mask_phone(phone: str) -> str:
    """138****1234; what is too short to mask is hidden whole."""
    digits = phone_digits(phone)
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) > 7 else "****" if phone else ""


def mask_address(address: str) -> str:
    """The first half, at most six characters: a town, not a door."""
    return address[: min(6, len(address) // 2)] + "****" if address else ""


def _squeeze(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()


def _index(purpose: str, value: str) -> str:
    return blind_index(purpose, value) if value else ""


def _indexes(purpose: str, value: str) -> list[str]:
    """Under every key there ever was; rows wait for the rotation that indexes them anew."""
    return blind_indexes(purpose, value) if value else []
