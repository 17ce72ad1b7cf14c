from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Portal")

    def ready(self) -> None:
        # Importing them registers them.
        from core import checks, housekeeping, shown, signin  # noqa: F401
