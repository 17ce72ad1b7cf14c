from django.apps import AppConfig


class HearingsConfig(AppConfig):
    name = "hearings"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from core.generation import shown_on_pages
        from hearings.models import HearingPage

        shown_on_pages("hearings.Hearing", "hearings.Outcome")
        page_published.connect(_announce, sender=HearingPage)


def _announce(instance: object, **_kwargs: object) -> None:
    """Approved publication of the page is the notice."""
    from hearings.actions import announce

    if instance.hearing_id:  # type: ignore[attr-defined]
        announce(instance.hearing)  # type: ignore[attr-defined]
