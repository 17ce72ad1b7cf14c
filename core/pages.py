"""What all editorial pages share."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

HOME_DEPTH = 2


class BasePage(Page):
    """A page that knows its crumbs and lets the header link to its translations."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # The header is rendered after this and asks the request for the page's translations.
        request.served_page = self  # type: ignore[attr-defined]
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["crumbs"] = self.crumbs(request)
        return context

    def crumbs(self, request: HttpRequest) -> list[dict[str, str]]:
        """Return title and url of the pages above this one, home first."""
        above = self.get_ancestors().live().filter(depth__gte=HOME_DEPTH).specific(defer=True)
        return [{"title": page.title, "url": page.get_url(request)} for page in above]
