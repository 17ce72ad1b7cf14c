"""What search engines are told: the pages there are, and what is nobody's business."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.query import PageQuerySet

from core.middleware import ELDER
from core.pages import HOME_DEPTH, listed

# The admin and what belongs to one person.
CLOSED = ("admin/", "captcha/")
CLOSED_IN_EACH_LANGUAGE = ("petitions/new/", "petitions/track/")
SECTIONS = ("petitions:start", "reporting:statistics", "units:finder")


class PagesSitemap(Sitemap):
    """Every page everybody may read, in every language."""

    def items(self) -> PageQuerySet:
        return listed(Page.objects.filter(depth__gte=HOME_DEPTH)).order_by("path")

    def location(self, item: Page) -> str:
        return str(item.get_url())

    def lastmod(self, item: Page) -> datetime | None:
        return item.last_published_at


class SectionsSitemap(Sitemap):
    """The addresses that are no pages of the CMS."""

    def items(self) -> list[tuple[str, str]]:
        return [(name, code) for name in SECTIONS for code, _name in settings.LANGUAGES]

    def location(self, item: Any) -> str:
        name, code = item
        with override(code):
            return reverse(name)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Closed too: the elder version, which says the same in larger type."""
    prefix = get_script_prefix()
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for path in (*CLOSED, ELDER.lstrip("/"))]
    for code, _name in settings.LANGUAGES:
        language = "" if code == settings.LANGUAGE_CODE else f"{code}/"
        lines += [f"Disallow: {prefix}{language}{path}" for path in CLOSED_IN_EACH_LANGUAGE]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    maps = {"pages": PagesSitemap(), "sections": SectionsSitemap()}
    return sitemap_views.sitemap(request, sitemaps=maps)
