"""From a file to its consequences: looked at first, applied when nothing has changed since."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from core.workdays import city_day
from units.first_logins import FirstLogin
from units.models import NetworkImport, Unit, User
from units.spreadsheet.applying import Tick, apply
from units.spreadsheet.checking import check
from units.spreadsheet.planning import Plan, plan
from units.spreadsheet.reading import read
from units.spreadsheet.rows import Mistake, Network
from units.spreadsheet.standing import stand
from units.spreadsheet.wording import Line, as_json, fingerprint, lines

Keep = Callable[[list[FirstLogin]], None]


@dataclass
class Preview:
    """What a file would do: mistakes, or a plan with its lines. `stamp` names the changes."""

    mistakes: list[Mistake] = field(default_factory=list)
    plan: Plan = field(default_factory=Plan)
    lines: list[Line] = field(default_factory=list)
    matters: int = 0  # that pass to successors

    @property
    def stamp(self) -> str:
        return fingerprint(self.lines)


class Changed(Exception):
    """The network changed after the preview: here is what the file would do now."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview


def preview(content: bytes, *, by: User | None, now: datetime) -> Preview:
    """Look at a file; nothing is changed. Raises NotReadable."""
    return _preview(read(content), by, now)


def carry_out(
    content: bytes,
    *,
    by: User | None,
    now: datetime,
    seen: str | None = None,
    keep: Keep = lambda slips: None,
    tick: Tick = lambda: None,
) -> tuple[Preview, list[FirstLogin]]:
    """Apply exactly what was seen in the preview with this stamp (None: whatever it does).

    `keep` gets the slips before the passwords on them count. Raises NotReadable, and Changed
    when there are mistakes or other changes by now.
    """
    network = read(content)
    with transaction.atomic():
        # Two imports at once would plan against the same past: the second waits for the first.
        list(Unit.objects.select_for_update().filter(depth=1))
        found = _preview(network, by, now)
        if found.mistakes or (seen is not None and seen != found.stamp):
            raise Changed(found)
        slips: list[FirstLogin] = []
        if found.lines:
            slips = apply(found.plan, by=by, now=now, tick=tick)
            sha256 = hashlib.sha256(content).hexdigest()
            NetworkImport.objects.create(by=by, at=now, sha256=sha256, lines=as_json(found.lines))
        keep(slips)
    return found, slips


def _preview(network: Network, by: User | None, now: datetime) -> Preview:
    standing = stand(city_day(now))
    mistakes = check(network, standing, by)
    if mistakes:
        return Preview(mistakes=mistakes)
    found = plan(network, standing)
    moved = sum(standing.holdings.get(closing.unit.pk, 0) for closing in found.closings)
    return Preview(plan=found, lines=lines(found), matters=moved)
