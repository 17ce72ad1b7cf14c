"""The key files: made once, added to by a rotation, read again when another process did so.

A key file is JSON: {"current": id, "keys": {id: base64 of 32 bytes}}, the oldest key first. An id
is computed from its key: a key put in the place of another under the old id is refused.
"""

import base64
import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

KEY_NAMES = ("data", "index", "code")
KEY_BYTES = 32
ID_PREFIX = "k"  # ids without it were drawn at random and cannot be checked
ID_LENGTH = 9
LOOK_AGAIN = 1.0  # seconds until a process asks the disk whether a file has changed


class KeyMissing(Exception):
    """A key file, or one key in it, is not there; the message tells an operator what to do."""


class KeyRing(NamedTuple):
    """All keys of one name; `current` is the id that seals new text."""

    current: str
    keys: dict[str, bytes]


class _Kept(NamedTuple):
    ring: KeyRing
    stamp: tuple[int, ...]
    looked_at: float


_kept: dict[Path, _Kept] = {}


# --- reading --------------------------------------------------------------------------------
def read_ring(folder: Path | str, name: str, *, afresh: bool = False) -> KeyRing:
    """Return the keys of one name, at most a second behind the file unless asked for afresh."""
    path = Path(folder) / name
    kept = _kept.get(path)
    if kept and not afresh and monotonic() - kept.looked_at < LOOK_AGAIN:
        return kept.ring
    try:
        status = path.stat()
        stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
        ring = kept.ring if kept and kept.stamp == stamp else _parse(path)
    except FileNotFoundError:
        raise KeyMissing(f"The key file {path} is missing: restore it from your backup.") from None
    _kept[path] = _Kept(ring, stamp, monotonic())
    return ring


def find_key(folder: Path | str, name: str, key_id: str | None = None) -> tuple[str, bytes]:
    """Return the id and bytes of a key: the current one, or the one asked for."""
    ring = read_ring(folder, name)
    if key_id is not None and key_id not in ring.keys:
        ring = read_ring(folder, name, afresh=True)  # another process may just have rotated
    key_id = key_id or ring.current
    if key_id not in ring.keys:
        raise KeyMissing(
            f"The key {key_id} is not in {Path(folder) / name}: restore the key files that belong "
            "to this database from your backup."
        )
    return key_id, ring.keys[key_id]


def _parse(path: Path) -> KeyRing:
    try:
        document = json.loads(path.read_text())
        keys = {key_id: base64.b64decode(key) for key_id, key in document["keys"].items()}
        ring = KeyRing(document["current"], keys)
    except (ValueError, KeyError, TypeError, AttributeError):
        ring = KeyRing("", {})
    if ring.current not in ring.keys or any(len(key) != KEY_BYTES for key in ring.keys.values()):
        raise KeyMissing(f"The key file {path} is damaged: restore it from your backup.")
    for key_id, key in ring.keys.items():
        if key_id.startswith(ID_PREFIX) and key_id != _id_of(key):
            raise KeyMissing(
                f"The key file {path} is damaged: what it holds as {key_id} is another key. "
                "Restore it from your backup."
            )
    return ring


def _id_of(key: bytes) -> str:
    digest = hmac.new(key, b"lianxinqiao key id", hashlib.sha256).hexdigest()
    return ID_PREFIX + digest[: ID_LENGTH - len(ID_PREFIX)]


# --- writing --------------------------------------------------------------------------------
def ensure_keys(folder: Path | str) -> list[str]:
    """Create the key files that are missing, readable by the owner only; return their names."""
    folder = Path(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    contents = dict.fromkeys(KEY_NAMES, _new_ring)
    contents["secret_key"] = lambda: secrets.token_urlsafe(50) + "\n"
    return [
        name
        for name, content in contents.items()
        if not (folder / name).exists() and _create(folder / name, content())
    ]


def add_key(folder: Path | str, name: str) -> str:
    """Add a key that is not used yet, so that it can be copied to the backup first."""
    with _changing(folder, name) as document:
        key_id, key = _new_key()
        document["keys"][key_id] = key
    return key_id


def rotate_key(folder: Path | str, name: str) -> str:
    """Make the key that was added last the current one, adding one first if need be.

    Two writes: a key that has begun to seal text is on the disk already.
    """
    ring = read_ring(folder, name, afresh=True)
    newest = list(ring.keys)[-1]
    if newest == ring.current:
        newest = add_key(folder, name)
    with _changing(folder, name) as document:
        document["current"] = newest
    return newest


def retire_keys(folder: Path | str, name: str, key_ids: Iterable[str]) -> Path:
    """Take old keys out of a file; return the file beside it that keeps them."""
    path = Path(folder) / "retired" / f"{name}-{datetime.now():%Y%m%d-%H%M%S-%f}"  # noqa: DTZ005
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with _changing(folder, name) as document:
        gone = {key_id: document["keys"].pop(key_id) for key_id in key_ids}
        if document["current"] in gone:
            raise ValueError(f"{document['current']} is the current key.")
        _create(path, json.dumps({"keys": gone}, indent=1))
    return path


@contextmanager
def _changing(folder: Path | str, name: str) -> Iterator[dict[str, Any]]:
    """Read a key file, let it be changed and replace it, one process at a time."""
    path = Path(folder) / name
    with (Path(folder) / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        read_ring(folder, name, afresh=True)  # refuses a missing or damaged file
        document = json.loads(path.read_text())
        yield document
        _write_beside(path, json.dumps(document, indent=1)).replace(path)
        _sync(path.parent)
        read_ring(folder, name, afresh=True)


def _new_ring() -> str:
    key_id, key = _new_key()
    return json.dumps({"current": key_id, "keys": {key_id: key}}, indent=1)


def _new_key() -> tuple[str, str]:
    key = secrets.token_bytes(KEY_BYTES)
    return _id_of(key), base64.b64encode(key).decode()


def _create(path: Path, content: str) -> bool:
    """Write a new file in one step; False if another process was first."""
    temporary = _write_beside(path, content)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    _sync(path.parent)
    return True


def _write_beside(path: Path, content: str) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def _sync(folder: Path) -> None:
    """Bring the folder's own entry to the disk: a name that a power cut forgets is a lost key."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
