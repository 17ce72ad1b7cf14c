from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.choices import Channel
from casework.content import content_key
from core.fields import BlindIndexField, EncryptedTextField

from .words import ErasableWords


class Submission(ErasableWords):
    """One letter, visit, call or form (信访件). Clocks run from `received_at`."""

    number = models.CharField(_("number"), max_length=24, unique=True)
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    title = EncryptedTextField(_("title"), blank=True)
    text = EncryptedTextField(_("what happened"), blank=True)
    request = EncryptedTextField(_("what is asked"), blank=True)
    place = EncryptedTextField(_("where it is"), blank=True)
    received_at = models.DateTimeField(_("received at"))
    written_by = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written down by"),
    )
    # One form, one submission: a resend or a second tab finds this one again.
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    # Where an old matter was brought in from: the file and its row, or the source's own id.
    imported_from = models.CharField(_("imported from"), max_length=200, blank=True)
    # Keyed hash, so that equal words are found without the database knowing them.
    content_index = BlindIndexField(
        purpose="submission.content", of=["title", "text", "request"], key=content_key
    )

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(
                name="imported_once",
                fields=["imported_from"],
                condition=~Q(imported_from=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def texts(self) -> Sequence[str]:
        return (self.title, self.text, self.request, self.place)
