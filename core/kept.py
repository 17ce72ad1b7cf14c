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
# Made anew for each answer.
OF_ONE_ANSWER = {"content-length", "content-encoding", "etag", "vary", "cache-control"}


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
    """One rendered page."""

    headers: Mapping[str, str]
    bodies: Mapping[str, bytes]  # by content coding
    tags: Mapping[str, str]

    @classmethod
    def of(cls, response: HttpResponse) -> "KeptPage":
        body = response.content
        bodies = {
            "br": brotli.compress(body, quality=5),
            "gzip": gzip.compress(body, compresslevel=6, mtime=0),
            AS_IT_IS: body,
        }
        digest = hashlib.sha256(body).hexdigest()[:20]
        headers = {
            name: value for name, value in response.items() if name.lower() not in OF_ONE_ANSWER
        }
        tags = {coding: f'W/"{digest}{coding}"' for coding in bodies}
        return cls(headers, bodies, tags)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 where the visitor has it already."""
        coding = accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies[coding]
        response = HttpResponse(body, headers=self.headers)
        if coding:
            response["Content-Encoding"] = coding
        response["Content-Length"] = str(len(body))
        response["ETag"] = self.tags[coding]
        response["Vary"] = "Accept-Encoding"
        # Kept by the browser, asked for each time: what is corrected is seen at once.
        response["Cache-Control"] = "no-cache"
        if "HTTP_IF_NONE_MATCH" in request.META:
            tag = self.tags[coding]
            return get_conditional_response(request, etag=tag, response=response) or response
        return response


def accepted(header: str) -> str:
    """Return the best coding of an Accept-Encoding header; one with a weight of 0 is refused."""
    offered = {}
    for entry in header.split(","):
        name, _semicolon, weight = entry.replace(" ", "").lower().partition(";")
        offered[name] = weight.rstrip("0.") != "q="
    return next((coding for coding in CODINGS if offered.get(coding)), AS_IT_IS)
