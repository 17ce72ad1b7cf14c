"""Every migration of ours goes forwards and backwards, on the database the suite runs on."""

import os
from collections.abc import Container, Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APPS = [app for app in settings.INSTALLED_APPS if (settings.PROJECT / app / "migrations").is_dir()]

USERS = "units"  # Wagtail's own migrations need the user model and cannot all be undone


@pytest.fixture
def empty_database(django_db_blocker, tmp_path: Path) -> Iterator[None]:
    """The connection leads to a database of its own, in which there is nothing yet."""
    suite = connection.settings_dict["NAME"]
    own = str(tmp_path / "own.sqlite3") if connection.vendor == "sqlite" else _create()
    with django_db_blocker.unblock():
        _lead_to(own)
        yield
        _lead_to(suite)
    if connection.vendor == "postgresql":
        _on_the_server(f"DROP DATABASE {own}")


def _create() -> str:
    name = f"migrations_{os.getpid()}"
    _on_the_server(f"CREATE DATABASE {name}")
    return name


def _on_the_server(statement: str) -> None:
    with psycopg.connect(os.environ["PORTAL_DATABASE_URL"], autocommit=True) as server:
        server.execute(statement)


def _lead_to(database: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = database
    ContentType.objects.clear_cache()


def migrate(*targets: tuple[str, str | None]) -> None:
    """Bring apps to a migration (None: before the first), or without any, all to the newest."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


def applied() -> set[tuple[str, str]]:
    return {
        key for key in MigrationExecutor(connection).loader.applied_migrations if key[0] in APPS
    }


def steps_back() -> list[tuple[str, str]]:
    """For each app with more than one migration: the one before the newest."""
    files = {app: sorted((settings.PROJECT / app / "migrations").glob("0*.py")) for app in APPS}
    return [(app, found[-2].stem) for app, found in files.items() if len(found) > 1]


def rows(tables: Container[str] | None = None) -> dict[str, int]:
    """How many rows our tables hold, or those of them named."""
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    counted = [m for m in models if tables is None or m._meta.db_table in tables]
    return {model._meta.db_table: model._base_manager.count() for model in counted}


def test_the_users_wagtail_stands_on_can_be_undone_while_there_is_no_wagtail(empty_database):
    migrate(*MigrationExecutor(connection).loader.graph.leaf_nodes(USERS))
    migrate((USERS, None))
    assert USERS not in {app for app, _name in applied()}


def test_a_city_survives_one_step_back_and_forth_and_all_steps_can_be_undone(empty_database):
    call_command("migrate", verbosity=0)
    call_command("seed_demo", months=1)
    before, newest = rows(), applied()
    migrate(*steps_back())
    assert len(applied()) == len(newest) - len(steps_back())
    kept = set(connection.introspection.table_names())
    migrate()
    assert rows(kept) == {table: count for table, count in before.items() if table in kept}
    migrate(*[(app, None) for app in APPS if app != USERS])
    assert {app for app, _name in applied()} == {USERS}
    migrate()
    assert applied() == newest
