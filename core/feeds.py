"""What the portal's feeds share: the latest pages of the language, in Atom."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from wagtail.query import PageQuerySet

from core.pages import StoryPage, listed

NEWEST = 30


class PageFeed(Feed):
    """Subclasses give `page_class`, `section` (the slug of the list), title and subtitle."""

    feed_type = Atom1Feed
    page_class: type[StoryPage]
    section: str

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpRequest:
        return request

    def link(self, request: HttpRequest) -> str:
        return reverse("wagtail_serve", args=[f"{self.section}/"])

    def items(self, request: HttpRequest) -> PageQuerySet:
        pages = self.page_class.objects.filter(locale__language_code=get_language())
        return listed(pages).order_by("-first_published_at", "-pk")[:NEWEST]

    def item_title(self, item: StoryPage) -> str:
        return item.title

    def item_description(self, item: StoryPage) -> str:
        return item.summary

    def item_link(self, item: StoryPage) -> str:
        return str(item.get_url())

    def item_pubdate(self, item: StoryPage) -> datetime | None:
        return item.first_published_at

    def item_updateddate(self, item: StoryPage) -> datetime | None:
        return item.last_published_at
