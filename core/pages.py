"""What all editorial pages share."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from wagtail.models import Page

from core.pagecache import rendered_for_all

HOME_DEPTH = 2


class BasePage(Page):
    """A page that knows its crumbs and lets the header link to its translations."""

    # Set where the page is the same for everybody and may be kept: the parameters it reads.
    cacheable_by: tuple[str, ...] | None = None

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
