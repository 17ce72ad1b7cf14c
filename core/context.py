"""What every template may say: the portal's names, its languages, its menu."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override

from core.menu import menu
from core.middleware import ELDER
from core.models import PortalSettings


def portal(request: HttpRequest) -> dict[str, Any]:
    """Give templates portal, elder, language_links, elder_link and menu, all made when read."""
    return {
        "portal": SimpleLazyObject(lambda: PortalSettings.current(request)),
        "elder": getattr(request, "elder", False),
        "language_links": SimpleLazyObject(lambda: language_links(request)),
        "elder_link": SimpleLazyObject(lambda: elder_link(request)),
        "menu": SimpleLazyObject(lambda: menu(request)),
    }


def language_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Return code, name, url and current per language; a language without the page is left out."""
    urls = _urls(request)
    return [
        {"code": code, "name": name, "url": urls[code], "current": code == get_language()}
        for code, name in settings.LANGUAGES
        if code in urls
    ]


def elder_link(request: HttpRequest) -> str:
    """Return the address of this page in the other version: elder from plain, plain from elder."""
    elder = ELDER.lstrip("/")
    prefix = get_script_prefix()
    if getattr(request, "elder", False):
        return prefix.removesuffix(elder) + request.get_full_path().removeprefix(prefix)
    return prefix + elder + request.get_full_path().removeprefix(prefix)


def _urls(request: HttpRequest) -> dict[str, str]:
    """Return the page's address per language."""
    page = getattr(request, "served_page", None)
    if page is None:
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return {code: translate_url(request.path_info, code) + query for code, _ in _languages()}
    urls = {}
    for translation in page.get_translations(inclusive=True).live().select_related("locale"):
        with override(translation.locale.language_code):
            urls[translation.locale.language_code] = translation.get_url(request)
    return urls


def _languages() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES)
