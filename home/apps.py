from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        # Pages and their permissions are there once Wagtail's admin is migrated.
        post_migrate.connect(_grant, sender=apps.get_app_config("wagtailadmin"))


def _grant(**_kwargs: object) -> None:
    from home.editing import grant_page_permissions, let_publishers_approve

    grant_page_permissions()
    let_publishers_approve()
