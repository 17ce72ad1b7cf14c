"""Pages as they lie in the memory of a process, ready to be sent: compressed, with their tag."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

Key = TypeVar("Key")
Value = TypeVar("Value")

AS_IT_IS = ""
# Best first. A public page holds no secret, so compressing it gives none away.
CODINGS = ("br", "gzip")


class Shelf(Generic[Key, Value]):
    """The most recently used values, each for a limited time; safe between threads."""

    def __init__(self, places: int, kept_for: float) -> None:
        self.places, self.kept_for = places, kept_for
        self._lock = Lock()
        self._values: OrderedDict[Key, tuple[Value, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def find(self, key: Key) -> Value | None:
        with self._lock:
            value, until = self._values.get(key, (None, 0.0))
            if value is None or until < monotonic():
                return None
            self._values.move_to_end(key)
            return value

    def put(self, key: Key, value: Value) -> None:
        with self._lock:
            self._values[key] = (value, monotonic() + self.kept_for)
            self._values.move_to_end(key)
            while len(self._values) > self.places:
                self._values.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._values.clear()


@dataclass(frozen=True)
class KeptPage:
    """One rendered page: body and headers by content coding."""

    bodies: Mapping[str, bytes]
    headers: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        body = response.content
        bodies = {
            "br": brotli.compress(body, quality=5),
            "gzip": gzip.compress(body, compresslevel=6, mtime=0),
            AS_IT_IS: body,
        }
        digest = hashlib.sha256(body).hexdigest()[:20]
        return cls(
            bodies,
            {
                coding: _headers(response, coding, len(sent), digest)
                for coding, sent in bodies.items()
            },
        )

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 where the visitor has it already."""
        coding = accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        response = HttpResponse(self.bodies[coding], headers=self.headers[coding])
        if "HTTP_IF_NONE_MATCH" not in request.META:
            return response
        tag = self.headers[coding]["ETag"]
        return get_conditional_response(request, etag=tag, response=response) or response


def _headers(response: HttpResponse, coding: str, length: int, digest: str) -> dict[str, str]:
    own = {
        "Content-Length": str(length),
        "ETag": f'W/"{digest}{coding}"',
        "Vary": "Accept-Encoding",
        # Kept by the browser, asked for each time: what is corrected is seen at once.
        "Cache-Control": "no-cache",
    }
    if coding:
        own["Content-Encoding"] = coding
    return {name: value for name, value in response.items() if name not in own} | own


def accepted(header: str) -> str:
    """Return the best coding of an Accept-Encoding header; one with a weight of 0 is refused."""
    offered = {}
    for entry in header.split(","):
        name, _semicolon, weight = entry.replace(" ", "").lower().partition(";")
        offered[name] = weight.rstrip("0.") != "q="
    return next((coding for coding in CODINGS if offered.get(coding)), AS_IT_IS)
