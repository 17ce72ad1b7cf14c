from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self) -> None:
        from casework.signals import event_recorded
        from core.generation import shown_on_pages
        from reporting import jobs, rollups  # noqa: F401  jobs registers the recurring one

        def on_event(event: Any, **kwargs: Any) -> None:
            rollups.mark_stale(event)

        def on_category(created: bool, **kwargs: Any) -> None:
            if not created:  # it may have moved in the tree, and its figures with it
                rollups.mark_known_months()

        shown_on_pages("casework.Category")
        event_recorded.connect(on_event, weak=False, dispatch_uid="reporting")
        post_save.connect(on_category, "casework.Category", weak=False, dispatch_uid="reporting")
