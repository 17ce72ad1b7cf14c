from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from casework.choices import NoteKind
from core.fields import EncryptedTextField

from .words import ErasableWords


class Note(ErasableWords):
    """Words that go with an act: a resident's own, a reason, an internal remark."""

    case = models.ForeignKey("casework.Case", models.PROTECT, related_name="notes")
    kind = models.CharField(_("kind"), max_length=16, choices=NoteKind.choices)
    text = EncryptedTextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    petitioner = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(_("when"), default=now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def texts(self) -> Sequence[str]:
        return (self.text,)
