"""A table of its own for the tests of sealed columns."""

from uuid import uuid4

from django.db import models

from core.fields import BlindIndexField, EncryptedTextField


def digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


class Secret(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    text = EncryptedTextField(null=True)
    other = EncryptedTextField(default="")
    text_index = BlindIndexField(purpose="secret.text", of=["text"], key=digits)

    class Meta:
        app_label = "tests_core"  # no installed app: no migration knows this table
