import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.choices import PetitionerRole
from casework.codes import CodeHash
from casework.people import name_key, phone_key
from core.fields import BlindIndexField, EncryptedTextField, KeyIdField

CODE_SHOWN_FOR = timedelta(hours=24)


class Petitioner(models.Model):
    """One person or organisation on a submission, possibly without a name, with an own code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "casework.Submission", models.PROTECT, related_name="petitioners"
    )
    role = models.CharField(
        _("role"),
        max_length=20,
        choices=PetitionerRole.choices,
        default=PetitionerRole.CONTACT,
    )
    name = EncryptedTextField(_("name"), blank=True)
    phone = EncryptedTextField(_("telephone"), blank=True)
    address = EncryptedTextField(_("address"), blank=True)
    # Keyed hashes, so that staff can find a person without the database knowing the name.
    name_index = BlindIndexField(purpose="petitioner.name", of=["name"], key=name_key)
    phone_index = BlindIndexField(purpose="petitioner.phone", of=["phone"], key=phone_key)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    code_issue = models.PositiveSmallIntegerField(default=1, editable=False)
    code_key_id = KeyIdField(ring="code", max_length=20, blank=True, editable=False)
    code_digest = models.CharField(max_length=64, blank=True, editable=False)
    code_issued_at = models.DateTimeField(null=True, editable=False)
    # "I wrote it down": from then on the receipt no longer shows the code.
    code_noted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("petitioner")
        verbose_name_plural = _("petitioners")
        indexes = [models.Index(fields=["submission", "code_digest"], name="petitioner_by_code")]
        constraints = [
            models.CheckConstraint(
                name="code_hash_with_its_key", condition=Q(code_digest="") | ~Q(code_key_id="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.submission_id}"

    @property
    def code_hash(self) -> CodeHash:
        return CodeHash(self.code_key_id, self.code_digest)
