"""A table of its own for the tests of sealed columns."""

from uuid import uuid4

from django.db import models

from core.fields import EncryptedTextField


class Secret(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4)
    text = EncryptedTextField(null=True)
    other = EncryptedTextField(default="")

    class Meta:
        app_label = "tests_core"  # no installed app: no migration knows this table
