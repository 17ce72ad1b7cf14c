import secrets
import uuid
from collections.abc import Sequence

from django.db import models

from casework.digest import SALT_BYTES


def new_salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


class ErasableWords(models.Model):
    """A row of someone's words. Events bind them by salt; destroying the salt lets them go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salt = models.BinaryField(max_length=SALT_BYTES, null=True, default=new_salt, editable=False)

    class Meta:
        abstract = True

    def texts(self) -> Sequence[str]:
        """The words in the order the digest binds them."""
        raise TypeError(f"{type(self).__name__} does not say which texts it holds.")
