"""One cell as one value: what people type into dates, codes and drop-downs is taken kindly."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from units.roles import Level, RoleCode
from units.spreadsheet.columns import LEVELS, YES, Column, Kind, role_labels

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:\s+00:00(?::00)?)?")
_CODE = re.compile(r"[\w.\-]+")


class WrongCell(ValueError):
    """The cell cannot be understood; the message says why, for a person."""


def value(cell: Any, column: Column) -> Any:
    """The cell's value for this column; an empty cell is "", None or False by its kind.

    Raises WrongCell.
    """
    if cell.data_type == "f":
        raise WrongCell(_("There is a formula here. Please enter the value itself."))
    if cell.data_type == "e":
        raise WrongCell(_("There is an error value here, such as #N/A."))
    raw = cell.value
    text = _text(raw)
    if not text:
        if column.required:
            raise WrongCell(_("This must be filled in."))
        return _EMPTY.get(column.kind, "")
    if column.kind == Kind.DAY and isinstance(raw, datetime | date):
        return raw.date() if isinstance(raw, datetime) else raw
    found = _READ[column.kind](text)
    if column.longest and len(text) > column.longest:
        raise WrongCell(
            _("This is too long: at most %(most)s characters.") % {"most": column.longest}
        )
    return found


def _text(raw: Any) -> str:
    """What a person sees in the cell: 13800000000 and not 13800000000.0."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    text = str(raw).replace("\xa0", " ").strip()
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text):
        raise WrongCell(_("There are signs in it that cannot be printed."))
    return " ".join(text.split())


def _code(text: str) -> str:
    code = unicodedata.normalize("NFKC", text).upper()
    if not _CODE.fullmatch(code):
        raise WrongCell(_("A code is made of letters, digits, - and . without spaces."))
    return code


def _day(text: str) -> date:
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", text))
    try:
        if match:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise WrongCell(_("“%(text)s” is no date. Write it as 2026-01-31.") % {"text": text[:30]})


def _level(text: str) -> Level:
    return _one_of({level: [word, "群众" + word] for level, word in LEVELS.items()}, text)


def _role(text: str) -> RoleCode:
    return _one_of({code: [label] for code, label in role_labels().items()}, text)


def _one_of(words: dict[Any, list[str]], text: str) -> Any:
    for found, names in words.items():
        if text in (*names, found.value):
            return found
    offered = "、".join(names[0] for names in words.values())
    raise WrongCell(
        _("“%(text)s” is not one of: %(offered)s.") % {"text": text[:30], "offered": offered}
    )


def _yes(text: str) -> bool:
    if text in (YES, "否"):
        return text == YES
    raise WrongCell(_("Write “%(yes)s”, or leave it empty.") % {"yes": YES})


_EMPTY: dict[Kind, Any] = {Kind.DAY: None, Kind.YES: False}
_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: str,
    Kind.CODE: _code,
    Kind.DAY: _day,
    Kind.LEVEL: _level,
    Kind.ROLE: _role,
    Kind.YES: _yes,
}
