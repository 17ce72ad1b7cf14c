"""What is kept between two pages of an import: the file that was looked at, and the slips.

For one hour, for the person who brought it, readable by the portal's own account only.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from core.crypto import seal, unseal
from units.first_logins import FirstLogin
from units.models import User

KEPT_FOR = 60 * 60  # seconds


def keep_file(user: User, content: bytes) -> str:
    """Keep an uploaded file; returns its key, which is the same for the same file."""
    key = hashlib.sha256(content).hexdigest()
    _write(_path(user, key, "xlsx"), content)
    return key


def kept_file(user: User, key: str) -> bytes | None:
    return _read(_path(user, key, "xlsx"))


def forget_file(user: User, key: str) -> None:
    _path(user, key, "xlsx").unlink(missing_ok=True)


def keep_slips(user: User, key: str, slips: Sequence[FirstLogin]) -> None:
    """Keep the first passwords sealed, so that a reload or a double click does not lose them."""
    text = json.dumps([asdict(slip) for slip in slips], ensure_ascii=False)
    _write(_path(user, key, "slips"), seal(text, _context(user, key)).encode())


def kept_slips(user: User, key: str) -> list[FirstLogin] | None:
    """The slips of an import of this hour; None when there was none, or its hour has passed."""
    token = _read(_path(user, key, "slips"))
    if token is None:
        return None
    return [FirstLogin(**slip) for slip in json.loads(unseal(token.decode(), _context(user, key)))]


def forget_old() -> None:
    for path in _folder().glob("*"):
        if _is_old(path):
            path.unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = settings.PRIVATE_ROOT / "network"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _path(user: User, key: str, kind: str) -> Path:
    return _folder() / f"{user.pk}-{key}.{kind}"


def _context(user: User, key: str) -> str:
    return f"network.slips.{user.pk}.{key}"


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


def _read(path: Path) -> bytes | None:
    if not path.exists() or _is_old(path):
        return None
    return path.read_bytes()


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < time.time() - KEPT_FOR
