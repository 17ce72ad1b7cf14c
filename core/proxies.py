"""What a proxy in front may tell of a request, and who is believed. The very first middleware.

After it, REMOTE_ADDR is the client, HTTP_HOST the name the client used, and X-Forwarded-Proto
stands only where a trusted proxy set it. All other forwarded headers are gone: nobody behind can
believe them by mistake. The path below the city's portal is a setting, never a header.
"""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]

FORWARDED = ("HTTP_X_FORWARDED_", "HTTP_FORWARDED")
FOR, PROTO, HOST = (f"HTTP_X_FORWARDED_{name}" for name in ("FOR", "PROTO", "HOST"))


def trusted_proxies(get_response: GetResponse) -> GetResponse:
    """Believe forwarded headers of trusted proxies, remove those of anybody else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Wagtail's preview asks this stack again with what was believed already.
        if not getattr(request, "is_dummy", False):
            believe(request.META)
        return get_response(request)

    return middleware


def believe(meta: dict[str, Any]) -> None:
    """Replace address, scheme and host by what trusted proxies say; drop the other headers."""
    told = {name: meta.pop(name) for name in list(meta) if name.startswith(FORWARDED)}
    if not told or not is_trusted(meta.get("REMOTE_ADDR", "")):
        return
    meta["REMOTE_ADDR"] = _client(meta["REMOTE_ADDR"], told.get(FOR, ""))
    # The last entry is the nearest proxy's own; what stands before it came from outside.
    if (scheme := _last(told.get(PROTO, ""))) in ("http", "https"):
        meta[PROTO] = scheme
    if host := _last(told.get(HOST, "")):
        meta["HTTP_HOST"] = host  # ALLOWED_HOSTS judges it like any other


def is_trusted(address: str) -> bool:
    return is_address(address) and any(
        ip_address(address) in network for network in settings.TRUSTED_PROXIES
    )


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _client(address: str, forwarded_for: str) -> str:
    """The nearest address that is no trusted proxy's; what stands before it may be invented."""
    hops = [hop.strip() for hop in forwarded_for.split(",")]
    while is_trusted(address) and hops and is_address(hops[-1]):
        address = hops.pop()
    return address


def _last(header: str) -> str:
    return header.rpartition(",")[2].strip()
