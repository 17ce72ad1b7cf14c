"""The wording check of a page: what is found, and a form that keeps such a page a draft."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from core.models import WordRule
from core.wording import Finding, Rule, findings

# Names of the buttons that send a page on its way to the public.
_GOING_PUBLIC = ("action-publish", "action-submit", "action-restart-workflow")


def words_of(page: Page) -> str:
    """All words of a page that the public reads."""
    parts = [page.title, page.seo_title or "", page.search_description or ""]
    parts += [str(getattr(page, name)) for name in ("summary", "intro") if hasattr(page, name)]
    if body := getattr(page, "body", None):
        parts += body.stream_block.get_searchable_content(body)
    return "\n".join(str(part) for part in parts)


def check(page: Page) -> list[Finding]:
    """What the city's list finds on a page."""
    rules = [Rule(row.word, row.instead, row.stops) for row in WordRule.objects.all()]
    return findings(words_of(page), rules)


class CheckedPageForm(WagtailAdminPageForm):
    """A draft may hold anything; on the way to the public, what stops is named by its words."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if any(name in self.data for name in _GOING_PUBLIC):
            page = self.instance
            for name in ("title", "summary", "intro", "body", "seo_title", "search_description"):
                if name in cleaned:
                    setattr(page, name, cleaned[name])
            stops = [found.sentence for found in check(page) if found.stops]
            if stops:
                raise ValidationError(stops)
        return cleaned
