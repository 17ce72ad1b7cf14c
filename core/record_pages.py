"""Pages that tell of a row. What is fact stands in the row: a copied page has none, a reverted
revision keeps the one there is, a translation tells of the same."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import HelpPanel
from wagtail.models import Locale, Page

from core.errors import NotYet
from core.pages import StoryPage


class RecordPage(StoryPage):
    """`record_name` names the foreign key; together with `row_language` it must be unique."""

    row_language = models.CharField(max_length=10, blank=True, editable=False)

    record_name: str
    is_creatable = False  # opened from its row, so that there is always one
    content_panels = [
        HelpPanel(heading=gettext_lazy("The record"), template="admin/record_panel.html"),
        *StoryPage.content_panels,
    ]

    class Meta:
        abstract = True

    @property
    def record(self) -> Any:
        return getattr(self, self.record_name)

    @property
    def record_url(self) -> str:
        """Where its record is kept in the admin."""
        return reverse(f"{self.record_name}s:inspect", args=[self.record.pk])

    def clean(self) -> None:
        super().clean()
        if self.live and not self.record:
            raise ValidationError(_("A copy tells of nothing on record and cannot be published."))

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.locale_id:
            self.locale = self.get_default_locale()
        self.row_language = self.locale.language_code if self.record else ""
        super().save(*args, **kwargs)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        page: Self = super().with_content_json(content)
        setattr(page, self.record_name, self.record)
        return page


def open_page(
    page_class: type[RecordPage], index_class: type[Page], record: Any, *, by: Any
) -> RecordPage:
    """Start the page of a record in the city's own language, as a draft; there is one at most.

    Raises NotYet when the list it belongs to was not created yet.
    """
    locale = Locale.get_default()
    known = page_class.objects.filter(**{page_class.record_name: record}, locale=locale).first()
    if known:
        return known
    index = index_class.objects.filter(locale=locale).first()
    if index is None:
        raise NotYet(_("The list these pages belong to is missing below the home page."))
    page = page_class(
        title=str(record),
        slug=f"{page_class.record_name}-{record.pk}",
        summary=str(record),
        live=False,
        owner=by,
        locale=locale,
        **{page_class.record_name: record},
    )
    index.add_child(instance=page)
    page.save_revision(user=by)
    return page


def keep_record(source_obj: object, target_obj: object, **_kwargs: object) -> None:
    """After a page was copied for translation: the copy tells of the same record."""
    if isinstance(source_obj, RecordPage) and isinstance(target_obj, RecordPage):
        setattr(target_obj, target_obj.record_name, source_obj.record)
        target_obj.save()
