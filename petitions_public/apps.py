from django.apps import AppConfig


class PetitionsPublicConfig(AppConfig):
    name = "petitions_public"

    def ready(self) -> None:
        from petitions_public import jobs  # noqa: F401  registers the recurring job
