import hmac
import json
import secrets
import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.public import Kind
from core.crypto import mac
from core.fields import EncryptedTextField, KeyIdField

KEPT_FOR = timedelta(days=7)
LONGEST_ANSWER = 50_000  # characters kept of one field; far over any limit of the form

Raw = dict[str, str]


class DraftQuerySet(models.QuerySet["Draft"]):
    def expired(self, now: datetime) -> "DraftQuerySet":
        return self.filter(changed_at__lt=now - KEPT_FOR)


class Draft(models.Model):
    """A form being filled in: what was typed, as it was typed, by step.

    The handle stands in the address and opens nothing; the secret is in a cookie. Once handed
    in, the words are gone from here and the handle only finds the receipt.
    """

    handle = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    answers = EncryptedTextField(_("answers"), blank=True)
    secret_key_id = KeyIdField(ring="code", max_length=20, editable=False)
    secret_digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, db_index=True)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            # Reports on officials leave for the discipline organ before anything is written.
            models.CheckConstraint(name="no_draft_of_a_report", condition=~Q(kind=Kind.REPORT)),
        ]

    def __str__(self) -> str:
        return str(self.handle)

    @property
    def by_step(self) -> dict[str, Raw]:
        """What was typed, by step and field."""
        return json.loads(self.answers) if self.answers else {}

    def set_step(self, step: str, raw: Raw) -> None:
        """Replace what was typed on one step; the caller saves."""
        kept = {name: value[:LONGEST_ANSWER] for name, value in raw.items()}
        self.answers = json.dumps({**self.by_step, step: kept}, ensure_ascii=False)

    def new_secret(self) -> str:
        """Make the secret for the cookie; only its keyed hash stays here."""
        secret = secrets.token_urlsafe(24)
        self.secret_key_id, digest = mac("code", "draft", str(self.handle), secret)
        self.secret_digest = digest.hex()
        return secret

    def opens_with(self, secret: str) -> bool:
        made = mac("code", "draft", str(self.handle), secret, key_id=self.secret_key_id)
        return hmac.compare_digest(made.digest.hex(), self.secret_digest)
