"""Keys that belong to another database, keys that are lost, keys that may go."""

import os
import time

import pytest
from django.core.management import CommandError, call_command

from core.keycheck import strangers
from core.keyring import ensure_keys, read_ring, rotate_key


@pytest.fixture
def foreign_keys(matter, settings, tmp_path):
    """A folder of keys that were made anew after the city's own were lost."""
    settings.KEYS = tmp_path / "other keys"
    ensure_keys(settings.KEYS)
    return settings.KEYS


def long_ago(keys) -> None:
    for name in ("data", "index"):
        os.utime(keys / name, (time.time() - 3600,) * 2)


def test_the_citys_own_keys_open_every_value(matter, keys_of_city, capsys):
    call_command("check_keys", "--all")
    told = capsys.readouterr().out
    current = read_ring(keys_of_city, "data").current
    assert f"data {current}: 3 values in casework_petitioner" in told
    assert "The keys belong to this database." in told


@pytest.mark.parametrize("arguments", [[], ["--all"]])
def test_foreign_keys_are_named_with_what_they_do_not_open(foreign_keys, capsys, arguments):
    with pytest.raises(CommandError, match="from your backup"):
        call_command("check_keys", *arguments)
    told = capsys.readouterr().err
    for table in ("casework_petitioner", "casework_submission"):
        assert f"No row of {table} can be opened." in told


@pytest.mark.parametrize("lost", ["data", "index", "code"])
def test_each_lost_file_is_noticed_when_another_was_made_in_its_place(matter, keys_of_city, lost):
    assert strangers() == []
    (keys_of_city / lost).unlink()
    ensure_keys(keys_of_city)
    told = strangers()
    assert told
    assert all(f"is not in {keys_of_city / lost}" in sentence for sentence in told)


def test_the_portal_does_not_start_with_foreign_keys(foreign_keys):
    with pytest.raises(CommandError, match="do not belong to this database: restore the key"):
        call_command("serve")


def test_a_portal_with_foreign_keys_is_not_ready(foreign_keys, client):
    assert "keys" in client.get("/readyz/").json()["failing"]


def test_one_damaged_row_does_not_stop_the_portal_and_is_named(file, keys_of_city, capsys):
    one, other = file().resident, file().resident
    type(one).objects.filter(pk=one.pk).update(name=other.__dict__["name"])
    assert strangers() == []
    with pytest.raises(CommandError, match="1 faults"):
        call_command("check_keys", "--all")
    assert f"casework_petitioner.name.{one.pk} cannot be opened" in capsys.readouterr().err


def test_an_index_that_is_not_that_of_the_name_is_found(file, keys_of_city, capsys):
    one, other = file().resident, file(name="李四").resident
    type(one).objects.filter(pk=one.pk).update(name_index=other.name_index)
    with pytest.raises(CommandError):
        call_command("check_keys", "--all")
    assert f"name_index.{one.pk} is not the index of" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["data", "index"])
def test_an_old_key_that_no_row_uses_is_retired_and_kept_aside(matter, keys_of_city, name):
    old = read_ring(keys_of_city, name).current
    call_command("rotate_keys", name)
    long_ago(keys_of_city)
    call_command("retire_keys", name)
    assert old not in read_ring(keys_of_city, name).keys
    (kept,) = (keys_of_city / "retired").iterdir()
    assert old in kept.read_text()
    assert kept.stat().st_mode & 0o777 == 0o600
    call_command("check_keys", "--all")


def test_an_old_key_that_a_row_uses_stays(matter, keys_of_city, capsys):
    old = read_ring(keys_of_city, "data").current
    rotate_key(keys_of_city, "data")
    long_ago(keys_of_city)
    with pytest.raises(CommandError, match="rotate_keys data --resume"):
        call_command("retire_keys", "data")
    assert f"{old} stays: still used in" in capsys.readouterr().out
    assert old in read_ring(keys_of_city, "data").keys


def test_nothing_is_retired_while_a_job_may_still_hold_rows(matter, keys_of_city):
    call_command("rotate_keys", "data")
    with pytest.raises(CommandError, match="less than 15 minutes ago"):
        call_command("retire_keys", "data")
    assert len(read_ring(keys_of_city, "data").keys) == 2


def test_a_key_made_ready_is_not_an_old_key(matter, keys_of_city):
    call_command("rotate_keys", "data", "--prepare")
    long_ago(keys_of_city)
    with pytest.raises(CommandError, match="No old key to retire"):
        call_command("retire_keys", "data")
    assert len(read_ring(keys_of_city, "data").keys) == 2
