import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedTextField
from messaging.choices import Medium, Template


class MessageQuerySet(models.QuerySet):
    def waiting(self) -> "MessageQuerySet":
        return self.filter(sent_at=None, given_up_at=None)


class Message(models.Model):
    """The outbox: written in the transaction of the act it tells about, sent after commit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # One message per occasion, e.g. "letter:<uuid>:<person>": a repeated act sends nothing twice.
    reference = models.CharField(_("reference"), max_length=120, unique=True)
    medium = models.CharField(_("medium"), max_length=8, choices=Medium.choices)
    template = models.CharField(_("template"), max_length=12, choices=Template.choices)
    address = EncryptedTextField(_("address"))
    language = models.CharField(max_length=10, default=settings.LANGUAGE_CODE)
    created_at = models.DateTimeField(_("written at"), default=now)
    due_at = models.DateTimeField(_("next try at"), default=now)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_sent_or_given_up", condition=Q(sent_at=None) | Q(given_up_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.reference
