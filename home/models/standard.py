from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.pages import StoryPage, listed


class StandardPage(StoryPage):
    """A page of plain information: about us, privacy, accessibility, how to do something."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


class SectionPage(StoryPage):
    """A page that leads to those below it, such as the guide."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.StandardPage"]
    template = "home/section_page.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        children = listed(StandardPage.objects.child_of(self))
        context["pages"] = [
            {"title": page.title, "url": page.get_url(request), "text": page.summary}
            for page in children
        ]
        return context
