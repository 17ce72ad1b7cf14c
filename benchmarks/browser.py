"""Who sends the requests: over one connection that is kept, or inside a process to count SQL."""

import http.client
import itertools
import time
import urllib.parse
from typing import Protocol

TOKEN = "benchmarkbenchmarkbenchmarkbench"  # noqa: S105  any 32 letters do as a CSRF secret
NOBODY = "Basic bm9ib2R5"  # the portal looks at no such header, and caches keep out of its way


_households = itertools.count(int(time.time()) % 2**24)


def household() -> str:
    """Another address each time, so that the limits on one address stop nothing."""
    number = next(_households)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


class Browser(Protocol):
    """Sends one request and insists on the status that is due; returns cookies that came back."""

    def get(
        self, path: str, cookies: dict[str, str] | None = None, *, fresh: bool = False
    ) -> dict[str, str]: ...

    def post(
        self,
        path: str,
        data: dict[str, str],
        cookies: dict[str, str] | None = None,
        status: int = 302,
    ) -> dict[str, str]: ...


class Wire:
    """A browser on the network. Each request comes from another household."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def renew(self) -> None:
        """Begin a connection anew: a server lets go of one that was idle for long."""
        self.connection.close()
        self.connection.connect()

    def get(
        self, path: str, cookies: dict[str, str] | None = None, *, fresh: bool = False
    ) -> dict[str, str]:
        extra = {"Authorization": NOBODY} if fresh else {}
        return self._send("GET", path, None, cookies or {}, 200, extra)

    def post(
        self,
        path: str,
        data: dict[str, str],
        cookies: dict[str, str] | None = None,
        status: int = 302,
    ) -> dict[str, str]:
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": TOKEN})
        return self._send("POST", path, body, {"csrftoken": TOKEN, **(cookies or {})}, status)

    def _send(
        self,
        method: str,
        path: str,
        body: str | None,
        cookies: dict[str, str],
        status: int,
        extra: dict[str, str] | None = None,
    ) -> dict[str, str]:
        headers = {
            "X-Forwarded-For": household(),
            "Accept-Language": "zh-CN,zh;q=0.9",
            **(extra or {}),
        }
        if cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        page = response.read()
        if response.status != status:
            raise RuntimeError(f"{method} {path}: {response.status}\n{page[:400].decode()}")
        return _cookies(response.headers.get_all("Set-Cookie") or [])


def _cookies(lines: list[str]) -> dict[str, str]:
    pairs = (line.split(";")[0].split("=", 1) for line in lines)
    return dict(pairs)
