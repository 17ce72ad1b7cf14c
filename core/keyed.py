"""Tables with columns that stand under a key, found through the models themselves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q, TextField
from django.db.models.functions import Cast, Left

from core.fields import BlindIndexField, EncryptedTextField, KeyIdField
from core.keyring import ID_LENGTH

KeyedField = EncryptedTextField | BlindIndexField | KeyIdField


@dataclass(frozen=True)
class Table:
    """A model with columns under one ring of keys."""

    model: type[models.Model]
    fields: list[KeyedField]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    def rows(self) -> models.QuerySet[Any]:
        """All rows, with each column as it stands in the database under `raw_<name>`."""
        raw = {f"raw_{one.name}": _raw(one) for one in self.fields}
        needed = {name for one in self.fields for name in one.reads()}
        found: models.QuerySet[Any] = self.model._base_manager.annotate(**raw)
        return found.only("pk", *needed)

    def under(self, key_id: str) -> models.QuerySet[Any]:
        """Rows of which a column stands under this key."""
        return self.rows().filter(_any(_begins(one, key_id) for one in self.fields))

    def left(self, key_id: str) -> models.QuerySet[Any]:
        """Rows of which a column is filled and does not stand under this key."""
        filled = (Q(**{f"raw_{one.name}__gt": ""}) & ~_begins(one, key_id) for one in self.fields)
        return self.rows().filter(_any(filled))

    def census(self) -> Counter[str]:
        """How many values stand under which key."""
        found: Counter[str] = Counter()
        for one in self.fields:
            before = one.head("").rstrip(":")
            head = Left(_raw(one), len(one.head("").removesuffix(":")) + ID_LENGTH)
            values = self.model._base_manager.annotate(head=head).order_by().values_list("head")
            for text, number in values.annotate(Count("pk")):
                if text:
                    found[text.removeprefix(before).strip(":")] += number
        return found


def tables(ring: str) -> list[Table]:
    """Every model with columns under this ring."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        fields = [
            one
            for one in model._meta.local_concrete_fields
            if isinstance(one, KeyedField) and one.ring == ring
        ]
        if fields and model._meta.managed:
            found.append(Table(model, fields))
    return found


def _raw(one: KeyedField) -> Cast:
    return Cast(F(one.attname), TextField())


def _begins(one: KeyedField, key_id: str) -> Q:
    return Q(**{f"raw_{one.name}__startswith": one.head(key_id)})


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)
