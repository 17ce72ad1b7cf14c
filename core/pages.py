"""What all editorial pages share."""

import functools
from typing import Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from core.blocks import StoryBlock
from core.page_check import CheckedPageForm
from core.pagecache import rendered_for_all

HOME_DEPTH = 2


def listed(pages: PageQuerySet) -> PageQuerySet:
    """The pages everybody may read. Wagtail's `public()` asks the same with a query of its own."""
    path = ExpressionWrapper(OuterRef("path"), output_field=models.CharField())
    restricted = PageViewRestriction.objects.annotate(listed_path=path)
    hidden = restricted.filter(listed_path__startswith=F("page__path"))
    return pages.live().exclude(Exists(hidden))


class BasePage(Page):
    """A page that knows its crumbs and lets the header link to its translations."""

    # Set where the page is the same for everybody and may be kept: the parameters it reads.
    cacheable_by: tuple[str, ...] | None = None
    base_form_class = CheckedPageForm
    settings_panels = [
        HelpPanel(heading=_("Checks on record"), template="admin/checks_panel.html"),
        *Page.settings_panels,
    ]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        render = functools.partial(super().serve, request, *args, **kwargs)
        if self.cacheable_by is None or getattr(request, "is_preview", False):
            response: HttpResponse = render()
            return response
        return rendered_for_all(request, self.cacheable_by, render)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The header is rendered after this and asks the request for the page's translations.
        request.served_page = self  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["crumbs"] = self.crumbs(request)
        return context

    def _get_dummy_headers(self, original_request: HttpRequest | None = None) -> dict[str, Any]:
        """Preview below a sub-path: the path a server passes on does not contain it."""
        headers: dict[str, Any] = super()._get_dummy_headers(original_request)
        headers["PATH_INFO"] = "/" + headers["PATH_INFO"].removeprefix(get_script_prefix())
        return headers

    def crumbs(self, request: HttpRequest) -> list[dict[str, str]]:
        """Return title and url of the pages above this one, home first."""
        above = self.get_ancestors().live().filter(depth__gte=HOME_DEPTH).specific(defer=True)
        return [{"title": page.title, "url": page.get_url(request)} for page in above]


class StoryPage(BasePage):
    """A page with a sentence that says what it is about, and a body of blocks."""

    summary = models.CharField(
        _("in one sentence"),
        max_length=200,
        help_text=_("Stands under the title, in lists and in search engines."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    cacheable_by = ()
    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("body")]

    class Meta:
        abstract = True
