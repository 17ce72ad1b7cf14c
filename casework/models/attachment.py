import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedTextField


class Attachment(models.Model):
    """A file on a submission or letter: its name encrypted here, its content in private files."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        "casework.Submission", models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    letter = models.ForeignKey(
        "casework.Letter", models.PROTECT, null=True, blank=True, related_name="attachments"
    )
    name = EncryptedTextField(_("file name"))
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    # Path below PRIVATE_ROOT; the file there is sealed with its own key id.
    path = models.CharField(max_length=120, unique=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.CheckConstraint(
                name="attachment_belongs_to_one_paper",
                condition=Q(submission=None, letter__isnull=False)
                | Q(submission__isnull=False, letter=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
