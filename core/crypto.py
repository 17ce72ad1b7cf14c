"""Sealing of personal data, and the keyed hashes that stand in for it.

A key file is JSON: {"current": id, "keys": {id: base64 of 32 bytes}}. New text is sealed with
the current key; old text names the key it was sealed with, so a rotation loses nothing.
`python -m core.crypto FOLDER` creates the keys of a new installation.
"""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_NAMES = ("data", "index", "code")
VERSION = "v1"
ALGORITHM = "A256GCM"
NONCE_BYTES = 12


class KeyMissing(Exception):
    """A key file, or one key in it, is not there."""


class DecryptionFailed(Exception):
    """A sealed text cannot be opened; the message tells an operator why."""


class Mac(NamedTuple):
    """A keyed hash and the id of the key that made it."""

    key_id: str
    digest: bytes


class KeyRing(NamedTuple):
    """All keys of one name; `current` is the id that seals new text."""

    current: str
    keys: dict[str, bytes]


# --- key files ------------------------------------------------------------------------------
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


def rotate_key(folder: Path | str, name: str) -> str:
    """Add a key to the file `name`, make it the current one and return its id."""
    path = Path(folder) / name
    document = json.loads(path.read_text())
    key_id = secrets.token_hex(4)
    document["keys"][key_id] = _random_key()
    document["current"] = key_id
    temporary = _write_beside(path, json.dumps(document, indent=1))
    temporary.replace(path)
    _read_ring.cache_clear()
    return key_id


def _new_ring() -> str:
    # A random id: a lost key and the one made in its place never answer to the same name.
    key_id = secrets.token_hex(4)
    return json.dumps({"current": key_id, "keys": {key_id: _random_key()}}, indent=1)


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _create(path: Path, content: str) -> bool:
    """Write a new file in one step; False if another process was first."""
    temporary = _write_beside(path, content)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    return True


def _write_beside(path: Path, content: str) -> Path:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return temporary


@cache
def _read_ring(path: Path) -> KeyRing:
    try:
        document = json.loads(path.read_text())
        keys = {key_id: base64.b64decode(key) for key_id, key in document["keys"].items()}
        return KeyRing(document["current"], keys)
    except FileNotFoundError:
        raise KeyMissing(f"The key file {path} is missing: restore it from your backup.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise KeyMissing(f"The key file {path} is damaged: restore it from your backup.") from None


def _key(name: str, key_id: str | None) -> tuple[str, bytes]:
    """Return the id and bytes of a key: the current one, or the one asked for."""
    path = Path(settings.KEYS) / name
    if key_id is not None and key_id not in _read_ring(path).keys:
        _read_ring.cache_clear()  # another process may have rotated since we read the file
    ring = _read_ring(path)
    key_id = key_id or ring.current
    if key_id not in ring.keys:
        raise KeyMissing(
            f"The key {key_id} is not in {path}: restore the key files that belong to this "
            "database from your backup."
        )
    return key_id, ring.keys[key_id]


# --- sealing --------------------------------------------------------------------------------
def seal(text: str, context: str) -> str:
    """Encrypt a text; it opens only with the same context, so it cannot be moved elsewhere."""
    key_id, key = _key("data", None)
    header = f"{VERSION}:{ALGORITHM}:{key_id}"
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), f"{header}:{context}".encode())
    return f"{header}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def unseal(token: str, context: str) -> str:
    """Decrypt a token of `seal`. Raises DecryptionFailed; never returns anything else."""
    header, _, body = token.rpartition(":")
    try:
        version, algorithm, key_id = header.split(":")
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise DecryptionFailed(f"{context} does not hold a sealed text.") from None
    if (version, algorithm) != (VERSION, ALGORITHM):
        raise DecryptionFailed(f"{context} was sealed as {version}:{algorithm}, unknown here.")
    try:
        _, key = _key("data", key_id)
        nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        return AESGCM(key).decrypt(nonce, sealed, f"{header}:{context}".encode()).decode()
    except KeyMissing as missing:
        raise DecryptionFailed(f"{context} cannot be opened. {missing}") from missing
    except (InvalidTag, ValueError):
        raise DecryptionFailed(
            f"{context} cannot be opened with the key {key_id}: the text was changed or moved, or "
            "the key file belongs to another installation."
        ) from None


# --- keyed hashes ---------------------------------------------------------------------------
def mac(key_name: str, *parts: str | bytes, key_id: str | None = None) -> Mac:
    """Return HMAC-SHA256 of the parts; each goes in with its length, so none can run over."""
    key_id, key = _key(key_name, key_id)
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return Mac(key_id, digest.digest())


def blind_index(purpose: str, value: str, *, key_id: str | None = None) -> str:
    """Return a searchable stand-in "key id:hex" for a value; equal values give equal ones."""
    key_id, digest = mac("index", purpose, value, key_id=key_id)
    return f"{key_id}:{digest.hex()}"


def blind_indexes(purpose: str, value: str) -> list[str]:
    """Return the stand-ins under every key there ever was: what a search must look for."""
    ring = _read_ring(Path(settings.KEYS) / "index")
    return [blind_index(purpose, value, key_id=key_id) for key_id in ring.keys]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m core.crypto FOLDER")
    created = ensure_keys(sys.argv[1])
    print(f"Created in {sys.argv[1]}: {', '.join(created) or 'nothing, all keys are there'}.")
