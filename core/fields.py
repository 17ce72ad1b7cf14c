"""A text column that is sealed in the database and opened only when somebody reads it."""

from typing import Any

from django.core import checks
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from core.crypto import seal, unseal


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
