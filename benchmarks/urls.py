"""The addresses of the portal and, before them, the two pages everything is compared with."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from benchmarks.views import EmptyAdminPage, constant
from portal.urls import handler400, handler403, handler404, handler500
from portal.urls import urlpatterns as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("benchmark/constant/", constant),
    path("admin/benchmark/", require_admin_access(EmptyAdminPage.as_view())),
    *portal_urls,
]
