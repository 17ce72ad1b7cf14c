from django.db import models
from django.utils.translation import gettext_lazy as _


class WordRule(models.Model):
    """One word of the city's list that is checked before a page is published."""

    word = models.CharField(_("word"), max_length=60, unique=True)
    instead = models.CharField(
        _("write instead"),
        max_length=120,
        blank=True,
        help_text=_("For a leader: the post as it must stand, never the name alone."),
    )
    stops = models.BooleanField(
        _("stops publication"),
        default=True,
        help_text=_("Otherwise the editor and the approver are only told."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("word to check")
        verbose_name_plural = _("words to check")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word
