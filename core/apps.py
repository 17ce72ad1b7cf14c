from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done

        from core import checks, housekeeping  # noqa: F401 (importing them registers them)
        from core.record_pages import keep_record

        copy_for_translation_done.connect(keep_record)
