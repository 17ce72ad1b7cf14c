from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done

        # Importing them registers them.
        from core import checks, housekeeping, shown, signin  # noqa: F401
        from core.record_pages import keep_record

        copy_for_translation_done.connect(keep_record)
