"""Sealing of personal data, and the keyed hashes that stand in for it.

New text is sealed with the current key; old text names the key it was sealed with, so a rotation
loses nothing. `python -m core.crypto FOLDER` creates the keys of a new installation.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import sys
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from core.keyring import KEY_NAMES, KeyMissing, ensure_keys, find_key, read_ring, rotate_key

__all__ = [
    "KEY_NAMES",
    "DecryptionFailed",
    "KeyMissing",
    "Mac",
    "blind_index",
    "blind_indexes",
    "ensure_keys",
    "mac",
    "macs",
    "rotate_key",
    "seal",
    "token_head",
    "unseal",
]

VERSION = "v1"
ALGORITHM = "A256GCM"
NONCE_BYTES = 12


class DecryptionFailed(Exception):
    """A sealed text cannot be opened; the message tells an operator why."""


class Mac(NamedTuple):
    """A keyed hash and the id of the key that made it."""

    key_id: str
    digest: bytes


# --- sealing --------------------------------------------------------------------------------
def seal(text: str, context: str) -> str:
    """Encrypt a text; it opens only with the same context, so it cannot be moved elsewhere."""
    key_id, key = find_key(settings.KEYS, "data")
    header = token_head(key_id)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), _associated(header, context))
    return header + base64.urlsafe_b64encode(nonce + sealed).decode()


def unseal(token: str, context: str) -> str:
    """Decrypt a token of `seal`. Raises DecryptionFailed; never returns anything else."""
    header, colon, body = token.rpartition(":")
    try:
        version, algorithm, key_id = header.split(":")
        raw = base64.urlsafe_b64decode(body)
        if base64.urlsafe_b64encode(raw).decode() != body:
            raise ValueError
    except (ValueError, binascii.Error):
        raise DecryptionFailed(f"{context} does not hold a sealed text.") from None
    if (version, algorithm) != (VERSION, ALGORITHM):
        raise DecryptionFailed(f"{context} was sealed as {version}:{algorithm}, unknown here.")
    try:
        _, key = find_key(settings.KEYS, "data", key_id)
        nonce, sealed = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        return AESGCM(key).decrypt(nonce, sealed, _associated(header + colon, context)).decode()
    except KeyMissing as missing:
        raise DecryptionFailed(f"{context} cannot be opened. {missing}") from missing
    except (InvalidTag, ValueError):
        raise DecryptionFailed(
            f"{context} cannot be opened with the key {key_id}: the text was changed or moved, or "
            "the key file belongs to another installation."
        ) from None


def token_head(key_id: str) -> str:
    """Return what every text sealed with this key begins with."""
    return f"{VERSION}:{ALGORITHM}:{key_id}:"


def _associated(header: str, context: str) -> bytes:
    return f"{header}{context}".encode()


# --- keyed hashes ---------------------------------------------------------------------------
def mac(key_name: str, *parts: str | bytes, key_id: str | None = None) -> Mac:
    """Return HMAC-SHA256 of the parts; each goes in with its length, so none can run over."""
    key_id, key = find_key(settings.KEYS, key_name, key_id)
    digest = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return Mac(key_id, digest.digest())


def macs(key_name: str, *parts: str | bytes) -> list[Mac]:
    """Return the hash under every key there is: what a search must look for."""
    ring = read_ring(settings.KEYS, key_name)
    return [mac(key_name, *parts, key_id=key_id) for key_id in ring.keys]


def blind_index(purpose: str, value: str, *, key_id: str | None = None) -> str:
    """Return a searchable stand-in "key id:hex" for a value; equal values give equal ones."""
    key_id, digest = mac("index", purpose, value, key_id=key_id)
    return f"{key_id}:{digest.hex()}"


def blind_indexes(purpose: str, value: str) -> list[str]:
    """Return the stand-ins under every key there is: what a search must look for."""
    return [f"{key_id}:{digest.hex()}" for key_id, digest in macs("index", purpose, value)]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m core.crypto FOLDER")
    created = ensure_keys(sys.argv[1])
    print(f"Created in {sys.argv[1]}: {', '.join(created) or 'nothing, all keys are there'}.")
