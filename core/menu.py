"""The main menu: the fixed sections of the portal, of which only those that exist are shown."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.pages import listed

SECTION_DEPTH = 3  # below the root and the home page of a language


@dataclass(frozen=True)
class Section:
    """A menu entry, found by the name of its address or by the slug of its page."""

    title: Promise
    url_name: str = ""
    slug: str = ""


SECTIONS = (
    Section(_("Home"), slug=""),
    Section(_("Tell us your matter"), url_name="petitions:start"),
    Section(_("Look up progress"), url_name="petitions:track"),
    Section(_("Hearings"), slug="hearings"),
    Section(_("Commitments"), slug="commitments"),
    Section(_("How matters are handled"), url_name="reporting:statistics"),
    Section(_("Find your room"), url_name="units:finder"),
    Section(_("Guide"), slug="guide"),
)


def menu(request: HttpRequest) -> list[dict[str, object]]:
    """Return title, url and current for each section that exists in the page's language."""
    published = _published_slugs()
    entries: list[dict[str, object]] = []
    for section in SECTIONS:
        url = _url(section, published)
        if url:
            is_home = section is SECTIONS[0]
            here = request.path == url if is_home else request.path.startswith(url)
            entries.append({"title": section.title, "url": url, "current": here})
    # Tracking lies below the start page: only the nearest section is the current one.
    nearest = max((len(str(entry["url"])) for entry in entries if entry["current"]), default=0)
    for entry in entries:
        entry["current"] = bool(entry["current"]) and len(str(entry["url"])) == nearest
    return entries


def _published_slugs() -> set[str]:
    slugs = [section.slug for section in SECTIONS if section.slug]
    pages = listed(Page.objects.all()).filter(
        depth=SECTION_DEPTH, slug__in=slugs, locale__language_code=get_language()
    )
    return set(pages.values_list("slug", flat=True))


def _url(section: Section, published: set[str]) -> str | None:
    if section.url_name:
        return _address(section.url_name)
    if section.slug and section.slug not in published:
        return None
    path = f"{section.slug}/" if section.slug else ""
    return _address("wagtail_serve", path)


def _address(name: str, *args: str) -> str | None:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
