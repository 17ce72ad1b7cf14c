"""One walked matter as a pattern, and the rows of a copy: new keys, times, desks and people.

Words are sealed anew under the new keys, events get the digest that belongs to them.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models
from stdnum.iso7064 import mod_11_10

from benchmarks.bulk import Row
from benchmarks.city import BUSIEST, Network
from casework.codes import derive_code, hash_code
from casework.digest import SALT_BYTES, Skeleton, commitment, digest, moment
from casework.models import (
    Case,
    CaseSubmission,
    Clock,
    Delivery,
    Event,
    Letter,
    Note,
    Petitioner,
    Referral,
    Submission,
)
from casework.workflow import OPEN
from core.crypto import blind_index, seal
from core.fields import BlindIndexField, EncryptedTextField
from units.models import Unit
from units.roles import Level

# In the order in which they may be written.
MODELS: tuple[type[models.Model], ...] = (
    Submission,
    Petitioner,
    Case,
    CaseSubmission,
    Letter,
    Note,
    Clock,
    Referral,
    Delivery,
    Event,
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "建国桂英秀兰志强玉梅丽华海燕军平永福淑珍俊杰晓红卫东春生"
BUSIEST_SHARE = 0.08


@dataclass
class Pattern:
    """The rows of one walked matter by model; sealed columns hold what was written."""

    case: Case
    rows: dict[type[models.Model], list[Row]]
    petitioner: Petitioner

    @property
    def is_open(self) -> bool:
        return self.case.status in OPEN


def patterns() -> list[Pattern]:
    """All matters there are, as patterns."""
    return [_pattern(case) for case in Case.objects.select_related("submission").order_by("pk")]


def _pattern(case: Case) -> Pattern:
    people = list(case.submission.petitioners.all())
    instances: dict[type[models.Model], Iterable[models.Model]] = {
        Submission: [case.submission],
        Petitioner: people,
        Case: [case],
        CaseSubmission: case.casesubmission_set.all(),
        Letter: case.letters.all(),
        Note: case.notes.all(),
        Clock: case.clocks.all(),
        Referral: case.referrals.all(),
        Delivery: Delivery.objects.filter(letter__case=case),
        Event: case.events.all(),
    }
    rows = {model: [_row(one) for one in instances[model]] for model in MODELS}
    return Pattern(case, rows, people[0])


def _row(instance: models.Model) -> Row:
    fields = instance._meta.concrete_fields
    return {field.column: getattr(instance, field.attname) for field in fields}


class Shape:
    """Which columns of a model hold what; looked up once."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.table = model._meta.db_table
        fields = model._meta.concrete_fields
        columns = [field.column for field in fields]
        self.has_uuid, self.has_salt = "uuid" in columns, "salt" in columns
        # Moments are dates too.
        self.dates = [f.column for f in fields if isinstance(f, models.DateField)]
        self.sealed = [f.column for f in fields if isinstance(f, EncryptedTextField)]
        self.indexes = [f for f in fields if isinstance(f, BlindIndexField)]
        self.units = _pointing_to(fields, "Unit")
        self.users = _pointing_to(fields, "User")
        self.organs = _pointing_to(fields, "Organ")
        self.own = [
            (f.column, f.related_model)
            for f in fields
            if f.is_relation and f.related_model in MODELS
        ]
        if model in (Clock, Note, Event):  # an opaque id, no foreign key
            self.own.append(("petitioner", Petitioner))


def _pointing_to(fields: Iterable[Any], name: str) -> list[str]:
    return [f.column for f in fields if f.is_relation and f.related_model.__name__ == name]


SHAPES = [Shape(model) for model in MODELS]


@dataclass
class Desks:
    """Where one copy went; `organs` fills up with those that act there."""

    room: Unit
    above: Unit
    station: Unit
    organs: dict[int | None, int | None] = field(default_factory=dict)


@dataclass
class Copier:
    """Makes copies; the same seed makes the same ones, but for what chance seals."""

    network: Network
    taken: set[str]
    chance: random.Random = field(default_factory=lambda: random.Random(20050104))
    _next: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        network = self.network
        self.units = {u.pk: u for u in (network.bureau, *network.stations, *network.rooms)}
        self.by_path = {unit.path: unit for unit in self.units.values()}
        self.posts = {user.pk: post for post, user in network.staff.items()}
        for model in (Case, CaseSubmission, Clock, Referral, Delivery):
            last = model.objects.aggregate(last=models.Max("pk"))["last"]
            self._next[model.__name__] = (last or 0) + 1

    def copy(self, pattern: Pattern, by: timedelta) -> dict[type[models.Model], list[Row]]:
        """The rows of one more matter like the pattern, moved by whole days."""
        desks = self._desks()
        keys: dict[object, object] = {}
        made = {
            shape.model: [
                self._moved(shape, row, by, desks, keys) for row in pattern.rows[shape.model]
            ]
            for shape in SHAPES
        }
        number = self._number(made[Case][0]["received_at"])
        made[Case][0]["number"] = made[Submission][0]["number"] = number
        made[Submission][0]["form_key"] = None
        for row in made[Petitioner]:
            self._somebody(row)
        for shape in SHAPES:
            _repoint(shape, made[shape.model], keys)
        for row in made[Petitioner]:
            _set_code(row)
        _bind(made)
        for shape in SHAPES:
            _index(shape, made[shape.model])
            _seal(shape, made[shape.model])
        return made

    def _moved(
        self,
        shape: Shape,
        row: Row,
        by: timedelta,
        desks: Desks,
        keys: dict[object, object],
    ) -> Row:
        new = dict(row)
        new["id"] = keys[shape.model, row["id"]] = self._key(shape.model, row["id"])
        if shape.has_uuid:
            new["uuid"] = self._uuid()
        if shape.has_salt:
            new["salt"] = self.chance.randbytes(SALT_BYTES)
        if by:
            for column in shape.dates:
                if new[column] is not None:
                    new[column] += by
        for column in shape.units:
            new[column] = self._unit(new[column], desks)
        for column in shape.users:
            new[column] = self._user(new[column], desks)
        for column in shape.organs:
            new[column] = desks.organs.get(new[column], new[column])
        if new.get("unit_path"):
            new["unit_path"] = self.units[new["unit_id"]].path
        return new

    # --- where ------------------------------------------------------------------------------
    def _desks(self) -> Desks:
        """Another room with its station, and another station for what is passed on."""
        chance, network = self.chance, self.network
        room = chance.choice(network.rooms)
        busy = chance.random() < BUSIEST_SHARE
        station = network.named[BUSIEST] if busy else chance.choice(network.stations)
        return Desks(room, self.by_path[room.path[: -room.steplen]], station)

    def _unit(self, pk: int | None, desks: Desks) -> int | None:
        if pk is None:
            return None
        unit = self.units[pk]
        if unit.kind == Level.BUREAU:
            return pk
        if unit.kind == Level.ROOM:
            return desks.room.pk
        new = desks.above if unit.area else desks.station
        desks.organs[unit.organ_id] = new.organ_id
        return new.pk

    def _user(self, pk: int | None, desks: Desks) -> int | None:
        if pk is None:
            return None
        unit, role = self.posts[pk]
        return self.network.staff[self._unit(unit, desks), role].pk

    # --- who and by which number ------------------------------------------------------------
    def _key(self, model: type[models.Model], old: object) -> object:
        if isinstance(old, UUID):
            return self._uuid()
        self._next[model.__name__] += 1
        return self._next[model.__name__] - 1

    def _uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def _number(self, received: datetime) -> str:
        while True:
            digits = f"{received.year}{self.chance.randrange(1_000_000):06d}"
            if digits not in self.taken:
                self.taken.add(digits)
                check = mod_11_10.calc_check_digit(digits)
                return f"YM{digits[:4]}-{digits[4:]}-{check}"

    def _somebody(self, row: Row) -> None:
        chance = self.chance
        row["name"] = chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2))
        row["phone"] = f"138{chance.randrange(10**8):08d}"


def _repoint(shape: Shape, rows: list[Row], keys: dict[object, object]) -> None:
    """Let rows point to the new rows of their own matter."""
    for column, target in shape.own:
        for row in rows:
            row[column] = keys.get((target, row[column]))


def _set_code(row: Row) -> None:
    code = derive_code(row["submission_id"], row["id"], row["code_issue"])
    kept = hash_code(row["submission_id"], code)
    row["code_key_id"], row["code_digest"] = kept.key_id, kept.digest


@dataclass(frozen=True)
class _Words:
    salt: bytes
    written: tuple[str, ...]

    def texts(self) -> tuple[str, ...]:
        return self.written


_BOUND = {
    "submission_id": (Submission, ("title", "text", "request", "place")),
    "letter_id": (Letter, ("text",)),
    "note_id": (Note, ("text",)),
}


def _bind(made: dict[type[models.Model], list[Row]]) -> None:
    """Give each event the digest of its new skeleton and the words it binds."""
    words = {
        (column, row["id"]): _Words(row["salt"], tuple(row[text] for text in texts))
        for column, (model, texts) in _BOUND.items()
        for row in made[model]
    }
    case = str(made[Case][0]["uuid"])
    for row in made[Event]:
        bound = [words[column, row[column]] for column in _BOUND if row[column] is not None]
        row["digest"] = digest(_skeleton(row, case), commitment(bound))


def _skeleton(row: Row, case: str) -> Skeleton:
    def key(column: str) -> str:
        return "" if row[column] is None else str(row[column])

    return Skeleton(
        event=key("id"),
        case=case,
        act=row["act"],
        status_before=row["status_before"],
        status_after=row["status_after"],
        actor=key("actor_id"),
        unit=key("unit_id"),
        unit_path=row["unit_path"],
        to_unit=key("to_unit_id"),
        petitioner=key("petitioner"),
        clock=key("clock_id"),
        submission=key("submission_id"),
        letter=key("letter_id"),
        note=key("note_id"),
        value=row["value"],
        at=moment(row["at"]),
        recorded_at=moment(row["recorded_at"]),
    )


def _index(shape: Shape, rows: list[Row]) -> None:
    for index in shape.indexes:
        for row in rows:
            text = index.key(*[row[column] or "" for column in index.of])
            row[index.column] = blind_index(index.purpose, text) if text else ""


def _seal(shape: Shape, rows: list[Row]) -> None:
    for column in shape.sealed:
        for row in rows:
            if row[column] is not None:
                row[column] = seal(row[column], f"{shape.table}.{column}.{row['id']}")
