"""Sealing and indexing anew under a new key, while rows are read and written."""

import pytest
from django.core.management import CommandError, call_command

from core import rotation
from core.crypto import blind_index
from core.keyed import Table, tables
from core.keyring import read_ring, rotate_key
from core.rotation import renew
from tests.core.secret import Secret

SEALED = [Secret._meta.get_field("text"), Secret._meta.get_field("other")]
INDEX = [Secret._meta.get_field("text_index")]


@pytest.fixture
def rows(secrets, keys):
    made = [secrets.create(text=f"138{number:08}", other="") for number in range(7)]
    return sorted(made, key=lambda row: row.pk)


@pytest.fixture(autouse=True)
def _in_small_steps(monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 3)
    monkeypatch.setattr(rotation, "BREATH", 0)


def heads(column: str) -> set[str]:
    return set(Table(Secret, [Secret._meta.get_field(column)]).census())


def save_before_the_first_write(monkeypatch, row: Secret, text: str) -> None:
    """Somebody saves a row once, after a batch was read and before it is written."""
    write, waiting = rotation._replace, [row.pk]

    def write_late(table, changes):
        while waiting:
            changed = Secret.objects.get(pk=waiting.pop())
            changed.text = text
            changed.save()
        return write(table, changes)

    monkeypatch.setattr(rotation, "_replace", write_late)


def test_every_value_is_sealed_anew_and_reads_as_before(rows, keys):
    new = rotate_key(keys, "data")
    assert renew(Table(Secret, SEALED), "data").replaced == 14
    assert heads("text") == heads("other") == {new}
    assert {row.text for row in Secret.objects.all()} == {row.text for row in rows}


def test_a_second_run_finds_nothing_to_do(rows, keys):
    rotate_key(keys, "data")
    renew(Table(Secret, SEALED), "data")
    assert renew(Table(Secret, SEALED), "data").replaced == 0


def test_a_run_that_was_cut_off_is_finished_by_the_next(rows, keys):
    def cut_off(seen: int) -> None:
        raise KeyboardInterrupt

    new = rotate_key(keys, "data")
    with pytest.raises(KeyboardInterrupt):
        renew(Table(Secret, SEALED), "data", tell=cut_off)
    assert len(heads("text")) == 2
    assert renew(Table(Secret, SEALED), "data").replaced == 8
    assert heads("text") == {new}


def test_what_somebody_saves_meanwhile_is_kept(rows, keys, monkeypatch):
    save_before_the_first_write(monkeypatch, rows[0], "changed meanwhile")
    rotate_key(keys, "data")
    renew(Table(Secret, SEALED), "data")
    assert Secret.objects.get(pk=rows[0].pk).text == "changed meanwhile"


def test_what_a_process_with_the_old_key_saves_is_renewed_too(rows, keys):
    stale = Secret.objects.get(pk=rows[0].pk)
    new = rotate_key(keys, "data")
    renew(Table(Secret, SEALED), "data")
    stale.save()
    assert len(heads("text")) == 2
    renew(Table(Secret, SEALED), "data")
    assert heads("text") == {new}
    assert Secret.objects.get(pk=rows[0].pk).text == rows[0].text


def test_an_empty_answer_stays_empty(secrets, keys):
    row = secrets.create(text=None)
    rotate_key(keys, "data")
    renew(Table(Secret, SEALED), "data")
    row.refresh_from_db()
    assert (row.text, row.other, row.text_index) == (None, "", "")


def test_a_row_that_cannot_be_opened_is_named_left_alone_and_holds_up_no_other(rows, keys):
    broken, other = rows[3], rows[4]
    Secret.objects.filter(pk=broken.pk).update(
        text=Secret.objects.get(pk=other.pk).__dict__["text"]
    )
    rotate_key(keys, "data")
    outcome = renew(Table(Secret, SEALED), "data")
    assert outcome.replaced == 13
    ((place, why),) = outcome.unopened.items()
    assert place == f"tests_core_secret.text.{broken.pk}"
    assert "changed or moved" in why


def test_rows_are_found_before_while_and_after_they_are_indexed_anew(rows, keys):
    def found() -> set:
        wanted = INDEX[0].matching(f"+{rows[2].text}")
        return set(Secret.objects.filter(wanted).values_list("pk", flat=True))

    def ask(seen: int) -> None:
        found_meanwhile.append(found())

    found_meanwhile = [found()]
    new = rotate_key(keys, "index")
    renew(Table(Secret, INDEX), "index", tell=ask)
    assert [*found_meanwhile, found()] == [{rows[2].pk}] * 5
    assert heads("text_index") == {new}


def test_an_index_is_not_taken_from_a_text_that_was_changed_meanwhile(rows, keys, monkeypatch):
    save_before_the_first_write(monkeypatch, rows[0], "199")
    rotate_key(keys, "index")
    renew(Table(Secret, INDEX), "index")
    row = Secret.objects.get(pk=rows[0].pk)
    assert row.text_index == blind_index("secret.text", "199")


def test_every_model_with_a_keyed_column_is_found():
    sealed = {table.name: {one.name for one in table.fields} for table in tables("data")}
    indexed = {table.name: {one.name for one in table.fields} for table in tables("index")}
    assert sealed["petitions_public_draft"] == {"answers"}
    assert sealed["messaging_message"] == {"address"}
    assert sealed["casework_petitioner"] == {"name", "phone", "address"}
    assert {"casework_submission", "casework_note", "casework_letter"} <= set(sealed)
    assert indexed["casework_petitioner"] == {"name_index", "phone_index"}


def test_the_command_renews_all_columns_and_resumes_without_another_key(matter, keys_of_city):
    call_command("rotate_keys", "all", verbosity=0)
    before = {name: read_ring(keys_of_city, name) for name in ("data", "index", "code")}
    call_command("rotate_keys", "all", "--resume")
    assert before == {name: read_ring(keys_of_city, name) for name in before}
    assert all(len(ring.keys) == 2 for ring in before.values())
    assert matter.resident.name == "王小明"
    assert matter.holder


def test_a_key_made_ready_first_is_the_one_taken(matter, keys_of_city, capsys):
    call_command("rotate_keys", "data", "--prepare")
    ready = list(read_ring(keys_of_city, "data").keys)[-1]
    assert read_ring(keys_of_city, "data").current != ready
    call_command("rotate_keys", "data")
    assert read_ring(keys_of_city, "data").current == ready


def test_the_command_says_what_it_could_not_open(matter, keys_of_city, capsys):
    person = matter.resident
    type(person).objects.filter(pk=person.pk).update(name=person.__dict__["phone"])
    with pytest.raises(CommandError, match="1 values could not be opened"):
        call_command("rotate_keys", "data")
    assert f"casework_petitioner.name.{person.pk}" in capsys.readouterr().err
