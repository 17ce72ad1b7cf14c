from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from commitments.models import CommitmentPage
        from core.generation import shown_on_pages

        shown_on_pages("commitments.Commitment", "commitments.Progress")
        page_published.connect(_announce, sender=CommitmentPage)


def _announce(instance: object, **_kwargs: object) -> None:
    """Approved publication of the page makes the promise a word given."""
    from commitments.actions import announce

    if instance.commitment_id:  # type: ignore[attr-defined]
        announce(instance.commitment)  # type: ignore[attr-defined]
