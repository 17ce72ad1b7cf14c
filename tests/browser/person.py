"""A resident without a browser: plain HTTP, cookies, and the fields a page really shows."""

import ssl
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from bs4 import BeautifulSoup


class Page:
    """One answer of the server: its address, and the forms in it."""

    def __init__(self, url: str, html: str) -> None:
        self.url = url
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
    def __init__(self, base: str, timeout: float = 20, tls: ssl.SSLContext | None = None) -> None:
        self.base = base
        self.timeout = timeout
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=tls),
            urllib.request.HTTPCookieProcessor(self.jar),
        )

    def get(self, address: str) -> Page:
        return self._open(urllib.parse.urljoin(self.base, address), None)

    def send(self, page: Page, form: str = "main form", **fields: str) -> Page:
        """Fill in the form of a page and press its main button."""
        data = urllib.parse.urlencode(page.fields(form) | fields).encode()
        action = page.soup.select_one(form).get("action") or page.url
        return self._open(urllib.parse.urljoin(page.url, action), data)

    def _open(self, url: str, data: bytes | None) -> Page:
        with self.opener.open(url, data, timeout=self.timeout) as answer:
            return Page(answer.url, answer.read().decode())
