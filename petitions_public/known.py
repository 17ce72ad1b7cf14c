"""A browser that opened a number once is told from a stranger's: nobody can lock its person out.

The cookie holds a name drawn for the browser and, for each of the last numbers it opened, a keyed
hash of both. It opens nothing, and nobody reads a number from it on a computer many people use.
"""

import hmac
import secrets
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from core.crypto import macs
from petitions_public.cookies import site_root

_COOKIE = "known"
_KEPT_FOR = timedelta(days=180)
_MOST = 8
_NAME_BYTES = 12
_PROOF_DIGITS = 32


def browser_of(request: HttpRequest, number: str) -> str:
    """The name of this browser if it opened the number before, else nothing."""
    name, *proofs = request.COOKIES.get(_COOKIE, "").split(".")[: _MOST + 1]
    made = _proofs(name, number)
    known = [hmac.compare_digest(one, other) for one in made for other in map(_ascii, proofs)]
    return name if any(known) else ""


def remember(request: HttpRequest, response: HttpResponse, number: str) -> None:
    """Note that this browser opened the number."""
    name, *proofs = request.COOKIES.get(_COOKIE, "").split(".")
    name = name or secrets.token_hex(_NAME_BYTES)
    made = [one.decode() for one in _proofs(name, number)]
    kept = [*[proof for proof in proofs if proof not in made], made[-1]]
    response.set_cookie(
        _COOKIE,
        ".".join([name, *kept[-_MOST:]]),
        max_age=_KEPT_FOR,
        path=site_root(request),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _proofs(name: str, number: str) -> list[bytes]:
    """Under each key there is: a rotation makes no browser a stranger."""
    made = macs("code", "known-browser", name, number)
    return [digest.hex()[:_PROOF_DIGITS].encode() for _key_id, digest in made]


def _ascii(text: str) -> bytes:
    return text.encode("ascii", "replace")
