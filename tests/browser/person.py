"""A resident without a browser: plain HTTP, cookies, and the fields a page really shows."""

import ssl
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from http.cookiejar import CookieJar

from bs4 import BeautifulSoup

CUT = (OSError, HTTPException)  # what a person meets whose server is killed


class Page:
    """One answer of the server: its address, its status, and the forms in it."""

    def __init__(self, url: str, html: str, status: int = 200) -> None:
        self.url = url
        self.status = status
        self.soup = BeautifulSoup(html, "html.parser")

    @property
    def text(self) -> str:
        return self.soup.get_text(" ", strip=True)

    def fields(self, form: str = "main form") -> dict[str, str]:
        """What the form would send as it stands."""
        found = self.soup.select_one(form)
        assert found is not None, self.text[:500]
        sent = {}
        for control in found.select("input[name], textarea[name]"):
            kind = control.get("type", "text")
            if kind in ("radio", "checkbox", "submit") and not control.has_attr("checked"):
                continue
            sent[control["name"]] = control.get("value", "") if kind else control.text
        return sent


class Person:
    """`address` is the one a proxy would pass on, where the server believes its proxy."""

    def __init__(
        self,
        base: str,
        timeout: float = 20,
        address: str = "",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.base = base
        self.timeout = timeout
        self.address = address
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=tls),
            urllib.request.HTTPCookieProcessor(self.jar),
        )
        if address:
            self.opener.addheaders.append(("X-Forwarded-For", address))

    def get(self, address: str) -> Page:
        return self._open(urllib.parse.urljoin(self.base, address), None)

    def send(self, page: Page, form: str = "main form", **fields: str) -> Page:
        """Fill in the form of a page and press its main button."""
        data = urllib.parse.urlencode(page.fields(form) | fields).encode()
        action = page.soup.select_one(form).get("action") or page.url
        return self._open(urllib.parse.urljoin(page.url, action), data)

    def _open(self, url: str, data: bytes | None) -> Page:
        try:
            answer = self.opener.open(url, data, timeout=self.timeout)
        except urllib.error.HTTPError as refusal:  # a page for a person all the same
            answer = refusal
        with answer:
            return Page(answer.url, answer.read().decode(), answer.status)
