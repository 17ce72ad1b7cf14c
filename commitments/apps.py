from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "commitments"

    def ready(self) -> None:
        from wagtail.signals import copy_for_translation_done, page_published

        from commitments.models import CommitmentPage

        page_published.connect(_announce, sender=CommitmentPage)
        copy_for_translation_done.connect(_keep_row)


def _announce(instance: object, **_kwargs: object) -> None:
    """Approved publication of the page makes the promise a word given."""
    from commitments.actions import announce

    if instance.commitment_id:  # type: ignore[attr-defined]
        announce(instance.commitment)  # type: ignore[attr-defined]


def _keep_row(source_obj: object, target_obj: object, **_kwargs: object) -> None:
    """A translation tells of the same promise; a copy in the same language of none."""
    from commitments.models import CommitmentPage

    if isinstance(source_obj, CommitmentPage) and isinstance(target_obj, CommitmentPage):
        target_obj.commitment_id = source_obj.commitment_id
        target_obj.save()
