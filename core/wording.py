"""What must not stand on a public page: wrong and sensitive words, wrong posts of leaders, numbers
that belong to a person. Pure: the rules come as arguments, from `core.models.WordRule`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from stdnum.cn import ric

_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_AROUND = 12  # characters shown on each side of what was found


@dataclass(frozen=True)
class Rule:
    """A word of the city's list; `stops`: a page with it stays a draft."""

    word: str
    instead: str
    stops: bool


@dataclass(frozen=True)
class Finding:
    """Something found on a page: the sentence for the editor, and whether it stops publication."""

    sentence: str
    stops: bool


def findings(text: str, rules: Iterable[Rule]) -> list[Finding]:
    """All that was found in a text, in the order of the rules, numbers of persons first."""
    return [*_numbers(text), *_words(text, rules)]


def _numbers(text: str) -> Iterator[Finding]:
    for match in _ID_NUMBER.finditer(text):
        if ric.is_valid(match.group()):
            said = _("An identity card number stands in the text: …%(end)s. Take it out.")
            yield Finding(said % {"end": match.group()[-4:]}, stops=True)
    for match in _MOBILE.finditer(text):
        said = _(
            "A mobile number stands in the text: %(number)s. Name an office telephone instead."
        )
        yield Finding(said % {"number": match.group()}, stops=True)


def _words(text: str, rules: Iterable[Rule]) -> Iterator[Finding]:
    for rule in rules:
        place = text.find(rule.word)
        if place < 0:
            continue
        found = {"word": rule.word, "around": _around(text, place, len(rule.word))}
        if rule.instead:
            said = _("“%(word)s” in “%(around)s”: write “%(instead)s”.")
            found["instead"] = rule.instead
        else:
            said = _("“%(word)s” in “%(around)s” is not used on public pages.")
        yield Finding(said % found, stops=rule.stops)


def _around(text: str, place: int, length: int) -> str:
    piece = text[max(0, place - _AROUND) : place + length + _AROUND]
    return " ".join(piece.split())
