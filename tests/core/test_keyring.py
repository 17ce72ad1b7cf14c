"""Key files are changed by one process at a time and seen by the others."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from core import keyring
from core.crypto import KeyMissing, seal, unseal
from core.keyring import add_key, read_ring, retire_keys, rotate_key

CONTEXT = "petitioner.phone.1"


def in_another_process(call: str) -> str:
    code = f"from core.keyring import *; print({call})"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return run.stdout.strip()


def test_a_process_seals_with_the_key_another_one_made_current(keys, monkeypatch):
    seal("fills the memory", CONTEXT)
    new = in_another_process(f"rotate_key({str(keys)!r}, 'data')")
    monkeypatch.setattr(keyring, "LOOK_AGAIN", 0)
    assert seal("13800001234", CONTEXT).split(":")[2] == new


def test_the_disk_is_asked_at_most_once_a_second(keys, monkeypatch):
    old = seal("fills the memory", CONTEXT).split(":")[2]
    monkeypatch.setattr(keyring, "LOOK_AGAIN", 60)
    in_another_process(f"rotate_key({str(keys)!r}, 'data')")
    assert seal("13800001234", CONTEXT).split(":")[2] == old


def test_no_key_is_lost_when_many_are_added_at_once(keys):
    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda _one: add_key(keys, "data"), range(12)))
    assert set(added) < set(read_ring(keys, "data").keys)
    assert len(read_ring(keys, "data").keys) == 13


def test_a_key_is_on_the_disk_before_it_is_used(keys):
    ready = add_key(keys, "data")
    assert seal("13800001234", CONTEXT).split(":")[2] != ready
    assert rotate_key(keys, "data") == ready


def test_a_key_in_the_place_of_another_is_refused(keys):
    token = seal("13800001234", CONTEXT)
    document = json.loads((keys / "data").read_text())
    add_key(keys, "data")
    other = list(json.loads((keys / "data").read_text())["keys"].values())[-1]
    document["keys"][document["current"]] = other
    (keys / "data").write_text(json.dumps(document))
    read = pytest.raises(KeyMissing, match="is another key")
    with read:
        read_ring(keys, "data", afresh=True)
    assert "13800001234" not in token


@pytest.mark.parametrize(
    "content", ["", "{", "{}", '{"current": "a", "keys": {}}', '{"current":"a","keys":{"a":"AA"}}']
)
def test_a_damaged_file_is_refused_with_a_sentence(keys, content):
    (keys / "data").write_text(content)
    with pytest.raises(KeyMissing, match="is damaged: restore it from your backup"):
        read_ring(keys, "data", afresh=True)
    with pytest.raises(KeyMissing):
        rotate_key(keys, "data")
    assert (keys / "data").read_text() == content


def test_a_file_that_disappears_is_missed_by_a_running_process(keys, monkeypatch):
    seal("fills the memory", CONTEXT)
    monkeypatch.setattr(keyring, "LOOK_AGAIN", 0)
    (keys / "data").unlink()
    with pytest.raises(KeyMissing, match="is missing: restore it"):
        seal("13800001234", CONTEXT)


def test_a_retired_key_is_kept_beside_and_opens_again_when_put_back(keys):
    token = seal("13800001234", CONTEXT)
    old = read_ring(keys, "data").current
    rotate_key(keys, "data")
    kept = json.loads(retire_keys(keys, "data", [old]).read_text())
    with pytest.raises(Exception, match=f"The key {old} is not in"):
        unseal(token, CONTEXT)
    document = json.loads((keys / "data").read_text())
    document["keys"] |= kept["keys"]
    (keys / "data").write_text(json.dumps(document))
    assert unseal(token, CONTEXT) == "13800001234"


def test_the_current_key_is_never_retired(keys):
    with pytest.raises(ValueError, match="is the current key"):
        retire_keys(keys, "data", [read_ring(keys, "data").current])
    assert len(read_ring(keys, "data").keys) == 1
