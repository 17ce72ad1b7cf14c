from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class UnitsConfig(AppConfig):
    name = "units"

    def ready(self) -> None:
        from units import jobs  # noqa: F401  registers the recurring job

        # Wagtail's admin is migrated after core and units, whose permissions the roles grant.
        post_migrate.connect(_repair_groups, sender=apps.get_app_config("wagtailadmin"))


def _repair_groups(**_kwargs: object) -> None:
    from units.actions import prepare_role_groups

    prepare_role_groups()
