"""What every public page may show: a change of it is a change of all pages."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from core.generation import renew_on_commit, shown_on_pages
from core.models import CityRule, DayOverride, PortalSettings

# What saving a draft writes; no visitor sees it, and the editor saves one every few seconds.
OF_DRAFTS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}


def on_page_saved(
    instance: Model, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """Publishing and taking down save the page too, in the browser or by the worker."""
    if isinstance(instance, Page) and (update_fields is None or not update_fields <= OF_DRAFTS):
        renew_on_commit()


def on_page_gone_or_moved(instance: Model, **_kwargs: Any) -> None:
    if isinstance(instance, Page):
        renew_on_commit()


# Without a sender: the pages of all apps, also those written later.
post_save.connect(on_page_saved, dispatch_uid="pages")
post_delete.connect(on_page_gone_or_moved, dispatch_uid="pages")
post_page_move.connect(on_page_gone_or_moved, dispatch_uid="pages")
shown_on_pages(CityRule, DayOverride, PortalSettings, Site, Locale, PageViewRestriction)
shown_on_pages(get_image_model(), get_document_model())
