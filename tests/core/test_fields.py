from uuid import uuid4

import pytest
from django.db import connection, models

from core.crypto import DecryptionFailed, ensure_keys
from core.fields import EncryptedTextField, Sealed


def stored(column: str) -> list[str | None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM tests_core_secret")
        return [value for (value,) in cursor.fetchall()]


def test_a_text_is_sealed_in_the_table_and_read_as_it_was(secrets):
    row = secrets.create(text="13800001234", other="")

    again = secrets.get(pk=row.pk)
    assert (again.text, again.other) == ("13800001234", "")
    assert stored("text")[0].startswith("v1:") and stored("other")[0].startswith("v1:")


def test_no_answer_is_stored_as_null(secrets):
    row = secrets.create(text=None)

    assert stored("text") == [None]
    assert secrets.get(pk=row.pk).text is None
    assert secrets.filter(text__isnull=True).count() == 1


def test_nothing_is_opened_until_the_attribute_is_read(secrets, settings, tmp_path):
    secrets.create(text="13800001234")
    settings.KEYS = tmp_path / "another installation"
    ensure_keys(settings.KEYS)

    row = secrets.get()

    with pytest.raises(DecryptionFailed):
        assert row.text


def test_saving_a_row_that_was_not_read_keeps_the_token(secrets):
    secrets.create(text="13800001234")
    before = stored("text")

    secrets.get().save()

    assert stored("text") == before
    assert secrets.get().text == "13800001234"


def test_a_deferred_column_is_fetched_and_opened_when_read(secrets, django_assert_num_queries):
    secrets.create(text="13800001234", other="千秋路")

    row = secrets.defer("text").get()

    assert row.other == "千秋路"
    with django_assert_num_queries(1):
        assert row.text == "13800001234"


def test_refreshing_brings_the_text_of_the_database(secrets):
    row = secrets.create(text="old")
    other = secrets.get()
    other.text = "new"
    other.save()

    row.refresh_from_db()

    assert row.text == "new"


def test_a_token_copied_to_another_row_does_not_open(secrets):
    row, other = secrets.create(text="13800001234"), secrets.create(text="x")
    secrets.filter(pk=other.pk).update(text=secrets.get(pk=row.pk).__dict__["text"])

    with pytest.raises(DecryptionFailed):
        assert secrets.get(pk=other.pk).text


def test_a_copy_under_a_new_key_is_refused_unless_its_text_was_read(secrets):
    secrets.create(text="13800001234")
    copy = secrets.get()
    copy.pk = uuid4()
    copy._state.adding = True

    with pytest.raises(DecryptionFailed):
        copy.save(force_insert=True)


def test_many_rows_are_sealed_each_for_itself(secrets):
    secrets.bulk_create([secrets.model(text=str(number)) for number in range(3)])

    assert sorted(row.text for row in secrets.all()) == ["0", "1", "2"]
    assert len(set(stored("text"))) == 3


@pytest.mark.parametrize(
    "act",
    [
        lambda rows: rows.update(text="plain"),
        lambda rows: rows.filter(text="plain").exists(),
        lambda rows: rows.bulk_update(list(rows.all()), ["text"]),
    ],
    ids=["update", "filter", "bulk_update"],
)
def test_plain_text_never_reaches_the_table_by_another_way(secrets, act):
    row = secrets.create(text="13800001234")
    assert row.text

    with pytest.raises(TypeError):
        act(secrets.all())
        for loaded in secrets.all():
            loaded.text = "read"
            secrets.bulk_update([loaded], ["text"])


def test_values_give_the_sealed_token_only(secrets):
    secrets.create(text="13800001234")

    (value,) = secrets.values_list("text", flat=True)

    assert isinstance(value, Sealed)
    assert "138" not in repr(value)


def test_a_model_with_a_counted_key_is_reported_by_the_checks():
    class Counted(models.Model):
        id = models.AutoField(primary_key=True)
        text = EncryptedTextField()

        class Meta:
            app_label = "tests_core"

    assert "core.E001" in [error.id for error in Counted.check()]
