"""Columns that stand under a key: sealed texts, keyed hashes that find them, ids of keys.

A rotation (`core/rotation.py`) finds these columns in every model by their class.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.core import checks
from django.db import models
from django.db.models import Q
from django.db.models.query_utils import DeferredAttribute

from core.crypto import blind_index, blind_indexes, seal, token_head, unseal


class Sealed:
    """A token as it stands in the database."""

    __slots__ = ("token",)

    def __init__(self, token: str) -> None:
        self.token = token

    def __repr__(self) -> str:
        return "<sealed>"


class SealedAttribute(DeferredAttribute):
    """Keeps the token until the attribute is read; a list of rows decrypts nothing."""

    field: "EncryptedTextField"

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            value = unseal(value.token, self.field.context(instance))
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: str | Sealed | None) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text sealed under the context "table.column.pk".

    None is stored as NULL; "" is sealed like any text, so that the table does not show who left
    the answer empty. `filter(column="x")`, `update(column="x")` and `bulk_update` raise TypeError:
    there is nothing to compare with, and no row to seal for. `values()` yields sealed tokens.
    """

    descriptor_class = SealedAttribute
    ring = "data"

    def head(self, key_id: str) -> str:
        """Return what a value under this key begins with."""
        return token_head(key_id)

    def renewed(self, instance: models.Model) -> str:
        """Return the column of a loaded row, sealed with the current key."""
        return seal(getattr(instance, self.attname), self.context(instance))

    def reads(self) -> Sequence[str]:
        """Return the columns `renewed` needs."""
        return (self.attname,)

    def context(self, instance: models.Model) -> str:
        """Return what ties a token to its place; the pk is needed before the first save."""
        meta = self.model._meta
        pk = meta.pk.to_python(instance.pk)
        if pk is None:
            raise ValueError(f"{meta.label}.{self.name} needs a primary key known before saving.")
        return f"{meta.db_table}.{self.column}.{pk}"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        context = self.context(model_instance)
        if isinstance(value, Sealed):
            if add:
                unseal(value.token, context)  # a copy under a new pk could never be opened
            return value
        return Sealed(seal(str(value), context))

    def get_prep_value(self, value: Any) -> str | None:
        if value is None:
            return None
        if isinstance(value, Sealed):
            return value.token
        raise TypeError(
            f"{self.model._meta.label}.{self.name} is sealed: set it and save the row."
        )

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError(f"{self.model._meta.label} holds personal data: it leaves in no dump.")

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        errors = super().check(**kwargs)
        if isinstance(self.model._meta.pk, models.AutoField):
            errors.append(
                checks.Error(
                    "EncryptedTextField needs a primary key known before saving.",
                    hint="Give the model a UUIDField with default=uuid4 as primary key.",
                    obj=self,
                    id="core.E001",
                )
            )
        return errors


class BlindIndexField(models.CharField):  # type: ignore[type-arg]
    """A keyed hash of sealed columns of the same row, by which the row is found again.

    `of` names the columns, `key` makes one text of what they hold: rows of an equal text get an
    equal index, "" gives none. Saving fills it, `bulk_create` too; `save(update_fields=…)` that
    names a column names its index as well. `matching` finds rows; `purpose` keeps the indexes of
    different columns apart. The table and the migrations know it as a plain CharField.
    """

    ring = "index"

    def __init__(
        self,
        *args: Any,
        purpose: str = "",
        of: Sequence[str] = (),
        key: Callable[..., str] = str,
        **kwargs: Any,
    ) -> None:
        self.purpose, self.of, self.key = purpose, of, key
        usual = {"max_length": 80, "blank": True, "db_index": True, "editable": False}
        super().__init__(*args, **usual | kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> "BlindIndexField":
        _name, _path, args, kwargs = self.deconstruct()
        return type(self)(*args, purpose=self.purpose, of=self.of, key=self.key, **kwargs)

    def head(self, key_id: str) -> str:
        """Return what a value under this key begins with."""
        return f"{key_id}:"

    def renewed(self, instance: models.Model, key_id: str | None = None) -> str:
        """Return the index of a row, under the current key or the one asked for."""
        text = self.key(*[getattr(instance, name) or "" for name in self.of])
        return blind_index(self.purpose, text, key_id=key_id) if text else ""

    def reads(self) -> Sequence[str]:
        """Return the columns `renewed` needs."""
        return (self.attname, *self.of)

    def matching(self, *texts: str) -> Q:
        """Find rows whose columns make the same text, indexed under whichever key."""
        text = self.key(*texts)
        found = blind_indexes(self.purpose, text) if text else []
        return Q(**{f"{self.attname}__in": found})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        values = [model_instance.__dict__.get(name, Sealed("")) for name in self.of]
        # What nobody read nobody changed: no need to open it.
        if add or not all(isinstance(value, Sealed) for value in values):
            setattr(model_instance, self.attname, self.renewed(model_instance))
        return super().pre_save(model_instance, add)


class KeyIdField(models.CharField):  # type: ignore[type-arg]
    """The id of the key that made a hash in the same row; never rotated, for the hash is final.

    The table and the migrations know it as a plain CharField.
    """

    def __init__(self, *args: Any, ring: str = "", **kwargs: Any) -> None:
        self.ring = ring
        super().__init__(*args, **kwargs)

    def head(self, key_id: str) -> str:
        """Return what a value under this key begins with."""
        return key_id

    def reads(self) -> Sequence[str]:
        """Return the columns that say under which key the row stands."""
        return (self.attname,)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> "KeyIdField":
        _name, _path, args, kwargs = self.deconstruct()
        return type(self)(*args, ring=self.ring, **kwargs)
