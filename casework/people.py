"""How people are masked on screens and found again without their name being stored in clear."""

import re
import unicodedata

import phonenumbers

_EXTENSION = re.compile(r"(转|轉|分机|分機|ext\b|ext\.|#|,).*$", re.IGNORECASE)
_CHINA = "CN"


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no spaces, middle dots, widths, case."""
    readable = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in readable if sign.isalnum())


def phone_key(phone: str) -> str:
    """The line in E.164 however it is written, without an extension; else the digits typed."""
    readable = _EXTENSION.sub("", unicodedata.normalize("NFKC", phone))
    try:
        line = phonenumbers.parse(readable, _CHINA)
    except phonenumbers.NumberParseException:
        return phone_digits(phone)
    if not phonenumbers.is_possible_number(line):
        return phone_digits(phone)
    return phonenumbers.format_number(line, phonenumbers.PhoneNumberFormat.E164)


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
