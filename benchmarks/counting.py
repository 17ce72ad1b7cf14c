"""SQL of each page, counted inside the process. Run inside an installation; prints JSON."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django
from django.db import connections
from django.test import Client

from benchmarks.browser import NOBODY, TOKEN, household
from benchmarks.targets import TARGETS, Tickets


class Inside:
    """A browser without a network. The statements of its requests are gathered."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self.client = Client(enforce_csrf_checks=True, SERVER_NAME="127.0.0.1")

    def get(
        self, path: str, cookies: dict[str, str] | None = None, *, fresh: bool = False
    ) -> dict[str, str]:
        extra = {"HTTP_AUTHORIZATION": NOBODY} if fresh else {}
        return self._send(lambda client: client.get(path, **extra), cookies or {}, 200)

    def post(
        self,
        path: str,
        data: dict[str, str],
        cookies: dict[str, str] | None = None,
        status: int = 302,
    ) -> dict[str, str]:
        body = {**data, "csrfmiddlewaretoken": TOKEN}
        kept = {"csrftoken": TOKEN, **(cookies or {})}
        return self._send(lambda client: client.post(path, body), kept, status)

    def _send(
        self, send: Callable[[Client], Any], cookies: dict[str, str], status: int
    ) -> dict[str, str]:
        self.client.defaults["HTTP_X_FORWARDED_FOR"] = household()
        self.client.cookies.clear()
        self.client.cookies.load(cookies)
        with connections["default"].execute_wrapper(self._gather):
            response = send(self.client)
        assert response.status_code == status, response.content[:400]
        return {name: morsel.value for name, morsel in response.cookies.items()}

    def _gather(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append(sql)
        return execute(sql, params, many, context)


def statements(tickets: Tickets) -> dict[str, list[str]]:
    """The SQL of each page on its second visit: what is kept from then on is kept already."""
    counted = {}
    for target in TARGETS:
        browser = Inside()
        target.visit(browser, tickets)
        browser.statements.clear()
        target.visit(browser, tickets)
        counted[target.name] = list(browser.statements)
    return counted


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    found = statements(json.load(sys.stdin))
    if "--show" in sys.argv:
        for name, sql in found.items():
            print(f"\n== {name}: {len(sql)}", *sql, sep="\n  ")
    else:
        json.dump({name: len(sql) for name, sql in found.items()}, sys.stdout)


if __name__ == "__main__":
    main()
