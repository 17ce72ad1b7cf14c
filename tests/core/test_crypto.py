import json
import re
import subprocess
import sys

import pytest

from core.crypto import (
    DecryptionFailed,
    KeyMissing,
    blind_index,
    blind_indexes,
    ensure_keys,
    mac,
    rotate_key,
    seal,
    unseal,
)

CONTEXT = "petitioner.phone.1"


@pytest.mark.parametrize("text", ["13800001234", "", "王小二，义马市千秋路 1 号", "x" * 5000])
def test_a_sealed_text_opens_again(keys, text):
    assert unseal(seal(text, CONTEXT), CONTEXT) == text


def test_a_token_names_version_algorithm_and_key_and_hides_the_text(keys):
    token = seal("13800001234", CONTEXT)

    current = json.loads((keys / "data").read_text())["current"]
    assert re.fullmatch(rf"v1:A256GCM:{current}:[\w=-]+", token)
    assert token != seal("13800001234", CONTEXT)


def test_a_token_moved_to_another_row_does_not_open(keys):
    token = seal("13800001234", CONTEXT)

    with pytest.raises(DecryptionFailed, match="changed or moved"):
        unseal(token, "petitioner.phone.2")


@pytest.mark.parametrize("token", ["", "plain", "v1:A256GCM:0", "v1:A256GCM:0:***", "v9:X:0:AAAA"])
def test_what_is_no_token_does_not_open(keys, token):
    with pytest.raises(DecryptionFailed):
        unseal(token, CONTEXT)


def test_a_changed_token_does_not_open(keys):
    token = seal("13800001234", CONTEXT)
    changed = token[:-6] + ("AAAA" if token[-6:-2] != "AAAA" else "BBBB") + token[-2:]

    with pytest.raises(DecryptionFailed):
        unseal(changed, CONTEXT)


def test_a_lost_key_is_told_to_the_operator_by_its_id(keys, settings, tmp_path):
    token = seal("13800001234", CONTEXT)
    settings.KEYS = tmp_path / "new keys"
    ensure_keys(settings.KEYS)

    with pytest.raises(DecryptionFailed, match=f"The key {token.split(':')[2]} is not in"):
        unseal(token, CONTEXT)


def test_without_key_files_nothing_is_sealed(settings, tmp_path):
    settings.KEYS = tmp_path

    with pytest.raises(KeyMissing, match="restore it from your backup"):
        seal("13800001234", CONTEXT)


def test_after_a_rotation_old_texts_open_and_new_ones_use_the_new_key(keys):
    old = seal("13800001234", CONTEXT)
    new_id = rotate_key(keys, "data")
    new = seal("13800001234", CONTEXT)

    assert unseal(old, CONTEXT) == unseal(new, CONTEXT) == "13800001234"
    assert new.split(":")[2] == new_id != old.split(":")[2]


def test_a_key_added_by_another_process_is_found(keys):
    seal("fills the cache", CONTEXT)
    subprocess.run(
        [sys.executable, "-c", f"from core.crypto import *; rotate_key({str(keys)!r}, 'code')"],
        check=True,
    )
    new_id = json.loads((keys / "code").read_text())["current"]

    assert mac("code", "7", key_id=new_id).key_id == new_id


def test_equal_values_have_equal_indexes_within_one_purpose(keys):
    index = blind_index("phone", "13800001234")

    assert index == blind_index("phone", "13800001234")
    assert index != blind_index("name", "13800001234")
    assert "13800001234" not in index


def test_a_search_looks_for_the_index_of_every_key(keys):
    old = blind_index("phone", "13800001234")
    rotate_key(keys, "index")
    new = blind_index("phone", "13800001234")

    assert set(blind_indexes("phone", "13800001234")) == {old, new}


def test_parts_of_a_mac_do_not_run_into_each_other(keys):
    assert mac("code", "ab", "c") != mac("code", "a", "bc")
    assert mac("code", b"ab", "c") == mac("code", "ab", b"c")
    assert mac("code", "a").digest != mac("index", "a").digest


def test_key_files_are_for_their_owner_only_and_never_replaced(tmp_path):
    command = [sys.executable, "-m", "core.crypto", str(tmp_path / "keys")]
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    files = {path.name: path.read_text() for path in (tmp_path / "keys").iterdir()}
    second = subprocess.run(command, capture_output=True, text=True, check=True)

    assert set(files) == {"secret_key", "data", "index", "code"}
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}
    assert files == {path.name: path.read_text() for path in (tmp_path / "keys").iterdir()}
    assert "data" in first.stdout and "nothing" in second.stdout
