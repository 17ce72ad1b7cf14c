"""All addresses. Wagtail's catch-all comes last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core import health
from home.feeds import NewsFeed
from home.robots import robots, sitemap

health_urls = [
    path("healthz/", health.live, name="live"),
    path("readyz/", health.ready, name="ready"),
]

urlpatterns = [
    path("", include((health_urls, "health"))),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("captcha/", include("petitions_public.captcha_urls")),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    # Pictures of pages, and only these; a proxy in front may take the address over.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
]
urlpatterns += i18n_patterns(
    path("petitions/", include("petitions_public.urls")),
    path("statistics/", include("reporting.urls")),
    path("units/", include("units.urls")),
    # What stands beside the pages of a list: feeds and the calendar.
    path("hearings/", include("hearings.urls")),
    path("commitments/", include("commitments.urls")),
    path("news/feed/", NewsFeed(), name="news-feed"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "core.views.bad_request"
handler403 = "core.views.permission_denied"
handler404 = "core.views.not_found"
handler500 = "core.views.server_error"
