import pytest
from django.db import connection

from core.crypto import ensure_keys
from tests.core.secret import Secret


@pytest.fixture(scope="session")
def secret_table(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Secret)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Secret)


@pytest.fixture
def secrets(secret_table, db):
    return Secret.objects


@pytest.fixture
def keys(tmp_path, settings):
    """Key files of this test only."""
    settings.KEYS = tmp_path / "keys"
    ensure_keys(settings.KEYS)
    return settings.KEYS
