"""The life of a matter as one table: statuses, whose turn it is, which act leads where.

Pure data. `actions` moves cases along these edges, `docs/case-states.md` is drawn from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from casework.choices import Act


class Status(TextChoices):
    """Where a matter stands; the labels are the words residents and staff read."""

    SUBMITTED = "submitted", _("Handed in")
    LOCAL = "local", _("In hand nearby")
    REGISTERED = "registered", _("Registered")
    REFERRED = "referred", _("Referred")
    NEEDS_INFO = "needs_info", _("Waiting for you")
    ACCEPTED = "accepted", _("Accepted")
    REDIRECTED = "redirected", _("In another procedure")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    NO_LONGER_ACCEPTED = "no_longer_accepted", _("No longer accepted")
    REPLIED = "replied", _("Answered")
    DISPUTED = "disputed", _("You say it is not solved; being checked")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    MERGED = "merged", _("Handled together")


S = Status

# An office owes something: `Case.next_due_at` is set exactly in these.
OPEN = frozenset(
    {S.SUBMITTED, S.LOCAL, S.REGISTERED, S.REFERRED, S.NEEDS_INFO, S.ACCEPTED, S.REDIRECTED}
    | {S.DISPUTED}
)
ANSWERED = frozenset({S.REPLIED})
ENDED = frozenset(
    {S.NOT_ACCEPTED, S.NO_LONGER_ACCEPTED, S.CLOSED, S.WITHDRAWN, S.MERGED},
)


class Party(StrEnum):
    """Whose turn it is."""

    ROOM_OR_STATION = "room_or_station"
    BUREAU = "bureau"
    UNIT = "unit"
    RESIDENT = "resident"
    NOBODY = "nobody"


OWNER: dict[Status, Party] = {
    S.SUBMITTED: Party.BUREAU,
    S.LOCAL: Party.ROOM_OR_STATION,
    S.REGISTERED: Party.BUREAU,
    S.REFERRED: Party.UNIT,
    S.NEEDS_INFO: Party.RESIDENT,
    S.ACCEPTED: Party.UNIT,
    S.REDIRECTED: Party.BUREAU,
    S.NOT_ACCEPTED: Party.NOBODY,
    S.NO_LONGER_ACCEPTED: Party.NOBODY,
    S.REPLIED: Party.RESIDENT,
    S.DISPUTED: Party.BUREAU,
    S.CLOSED: Party.NOBODY,
    S.WITHDRAWN: Party.NOBODY,
    S.MERGED: Party.NOBODY,
}


@dataclass(frozen=True)
class Edge:
    """One act and the statuses it leads from and to."""

    act: Act
    sources: frozenset[Status]
    target: Status


def _edge(act: Act, sources: set[Status], target: Status) -> Edge:
    return Edge(act, frozenset(sources), target)


TRANSITIONS: tuple[Edge, ...] = (
    _edge(Act.HAND_DOWN, {S.SUBMITTED, S.REGISTERED}, S.LOCAL),
    _edge(Act.RISE, {S.LOCAL, S.CLOSED}, S.LOCAL),
    _edge(Act.RISE, {S.LOCAL, S.CLOSED}, S.REGISTERED),
    _edge(Act.REGISTER, {S.SUBMITTED}, S.REGISTERED),
    _edge(Act.REFER, {S.REGISTERED, S.REFERRED, S.NEEDS_INFO}, S.REFERRED),
    _edge(Act.ASK_MATERIAL, {S.REGISTERED, S.REFERRED, S.ACCEPTED}, S.NEEDS_INFO),
    _edge(Act.SUPPLY_MATERIAL, {S.NEEDS_INFO}, S.REGISTERED),
    _edge(Act.SUPPLY_MATERIAL, {S.NEEDS_INFO}, S.REFERRED),
    _edge(Act.SUPPLY_MATERIAL, {S.NEEDS_INFO}, S.ACCEPTED),
    _edge(Act.ACCEPT, {S.REFERRED, S.NEEDS_INFO}, S.ACCEPTED),
    _edge(Act.REDIRECT, {S.SUBMITTED, S.REGISTERED, S.REFERRED, S.NEEDS_INFO}, S.REDIRECTED),
    _edge(Act.REFUSE, {S.REGISTERED, S.REFERRED, S.NEEDS_INFO}, S.NOT_ACCEPTED),
    _edge(Act.CEASE, {S.REGISTERED, S.REFERRED}, S.NO_LONGER_ACCEPTED),
    _edge(Act.ISSUE, {S.REGISTERED, S.REFERRED, S.NEEDS_INFO, S.ACCEPTED}, S.REPLIED),
    _edge(Act.DISPUTE, {S.REPLIED, S.CLOSED}, S.DISPUTED),
    _edge(Act.RETURN_DISPUTED, {S.DISPUTED}, S.ACCEPTED),
    _edge(Act.NAME_REMEDY, {S.DISPUTED}, S.REPLIED),
    _edge(Act.CLOSE, {S.LOCAL, S.ACCEPTED, S.REDIRECTED, S.REPLIED, S.DISPUTED}, S.CLOSED),
    _edge(
        Act.WITHDRAW,
        {S.SUBMITTED, S.LOCAL, S.REGISTERED, S.REFERRED, S.NEEDS_INFO, S.ACCEPTED, S.DISPUTED},
        S.WITHDRAWN,
    ),
    _edge(Act.RESTORE, {S.WITHDRAWN}, S.REGISTERED),
    _edge(Act.MERGE, {S.SUBMITTED, S.REGISTERED, S.REFERRED}, S.MERGED),
)

# Where a matter begins: handed in to the bureau, or written down by a room or station.
BEGINNINGS: dict[Act, Status] = {Act.SUBMIT: S.SUBMITTED, Act.TAKE_LOCAL: S.LOCAL}

# Acts that leave the status as it is, and the statuses in which they make sense.
STANDING_ACTS: dict[Act, frozenset[Status]] = {
    Act.CLASSIFY: frozenset({S.REGISTERED, S.REFERRED, S.NEEDS_INFO, S.ACCEPTED}),
    Act.NAME_ACCUSED: OPEN | {S.REPLIED, S.CLOSED},
    Act.START_WORK: frozenset({S.ACCEPTED}),
    Act.EXTEND: frozenset({S.ACCEPTED, S.NEEDS_INFO}),
    Act.DELIVER: frozenset(Status),
    Act.RATE_BUREAU: frozenset({S.REPLIED, S.DISPUTED, S.CLOSED}),
    Act.RATE_UNIT: frozenset({S.REPLIED, S.DISPUTED, S.CLOSED}),
    Act.SAY_SOLVED: frozenset({S.REPLIED, S.CLOSED}),
    Act.MISS: OPEN,
    Act.ASK_REVIEW: frozenset({S.REPLIED, S.DISPUTED, S.CLOSED}),
    Act.NEW_CODE: frozenset(Status),
    # What has ended stays where it ended, unless the resident brings it back.
    Act.SUCCEED: OPEN | {S.REPLIED, S.CLOSED, S.WITHDRAWN},
}


def is_possible(act: Act, source: str, target: str) -> bool:
    """True when the table has this step, whoever takes it."""
    if source == target and source in STANDING_ACTS.get(act, frozenset()):
        return True
    return any(
        edge.act == act and source in edge.sources and edge.target == target
        for edge in TRANSITIONS
    )


def acts_from(status: str) -> Iterator[Act]:
    """Acts that are possible from a status, each once, in the order of the table."""
    seen: set[Act] = set()
    for edge in TRANSITIONS:
        if status in edge.sources and edge.act not in seen:
            seen.add(edge.act)
            yield edge.act


def sources_of(*acts: Act) -> frozenset[Status]:
    """The statuses in which one of these acts is possible."""
    found: set[Status] = set()
    for act in acts:
        found |= STANDING_ACTS.get(act, frozenset())
        found |= {status for edge in TRANSITIONS if edge.act == act for status in edge.sources}
    return frozenset(found)


# The sentence a resident reads under the word. Placeholders: day, unit, organ, days, what.
RESIDENT_SENTENCE: dict[Status, StrPromise] = {
    S.SUBMITTED: _(
        "We have received it and will register it by %(day)s. Handing in is not yet acceptance."
    ),
    S.LOCAL: _(
        "%(unit)s gives you a result by %(day)s. What cannot be settled there goes up by "
        "itself; you need not run anywhere."
    ),
    S.REGISTERED: _("It will be passed to the unit in charge by %(day)s."),
    S.REFERRED: _(
        "Passed to %(unit)s, which tells you in writing by %(day)s whether it accepts it."
    ),
    S.NEEDS_INFO: _(
        "Please supply by %(day)s: %(what)s. The unit's own time limit goes on running."
    ),
    S.ACCEPTED: _("%(organ)s is handling it and answers by %(day)s."),
    S.REDIRECTED: _("It was led into another procedure: %(what)s."),
    S.NOT_ACCEPTED: _("It was not accepted. %(what)s."),
    S.NO_LONGER_ACCEPTED: _(
        "The same facts and reasons have passed all three instances (Art 36(3)). With new facts "
        "you may come again; %(unit)s stays in touch with you."
    ),
    S.REPLIED: _("Please read the answer and tell us whether it was solved."),
    S.DISPUTED: _("The bureau's desk for disputed answers contacts you by %(day)s."),
    S.CLOSED: _("If it was not really solved, you can tell us."),
    S.WITHDRAWN: _("You withdrew it. Until %(day)s you can restore it."),
    S.MERGED: _("It is handled together with the same matter; your number and code stay good."),
}
