"""What is measured: each page with the requests it takes and what it is held to."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.browser import Browser

Tickets = dict[str, Any]  # as `tickets` prints them
_places = itertools.count()
_HUMAN = {"picture_0": "any", "picture_1": "PASSED", "question_0": "any", "question_1": ""}


@dataclass(frozen=True)
class Target:
    """A page. `per_const`: at most so many times the yardstick's CPU; `sql`: so many statements,
    for a page of the admin inside its frame."""

    name: str
    visit: Callable[[Browser, Tickets], object]
    sql: int | None = None
    per_const: float | None = None
    in_admin: bool = False


def _turn(choices: list[Any]) -> Any:
    return choices[next(_places) % len(choices)]


def _fresh(path: str) -> Callable[[Browser, Tickets], object]:
    """As no cache may answer it."""
    return lambda browser, _tickets: browser.get(path, fresh=True)


def _as(tickets: Tickets, who: str) -> dict[str, str]:
    return {"sessionid": tickets["sessions"][who]}


def _draft(tickets: Tickets) -> tuple[str, dict[str, str]]:
    handle, secret = tickets["drafts"][0]
    return f"/petitions/new/{handle}", {f"draft-{handle}": secret}


def _form_where(browser: Browser, tickets: Tickets) -> None:
    address, cookie = _draft(tickets)
    browser.get(f"{address}/where/", cookie)


def _form_check(browser: Browser, tickets: Tickets) -> None:
    address, cookie = _draft(tickets)
    browser.get(f"{address}/check/", cookie)


def _submit(browser: Browser, tickets: Tickets) -> None:
    handle, secret = tickets["drafts"].pop()
    browser.post(f"/petitions/new/{handle}/check/", _HUMAN, {f"draft-{handle}": secret})


def _look_up(browser: Browser, tickets: Tickets) -> dict[str, str]:
    number, code = _turn(tickets["matters"])
    return browser.post("/petitions/track/", {"number": number, "code": code})


def _look_up_and_read(browser: Browser, tickets: Tickets) -> None:
    browser.get("/petitions/track/", _look_up(browser, tickets))


def _read(browser: Browser, tickets: Tickets) -> None:
    if "visit" not in tickets:
        tickets["visit"] = _look_up(browser, tickets)
    browser.get("/petitions/track/", tickets["visit"])


def _queue(who: str, query: str = "") -> Callable[[Browser, Tickets], object]:
    def visit(browser: Browser, tickets: Tickets) -> None:
        browser.get(f"/admin/matters/?{query.format(**tickets)}", _as(tickets, who))

    return visit


def _matter(browser: Browser, tickets: Tickets) -> None:
    browser.get(f"/admin/matters/{_turn(tickets['open'])}/", _as(tickets, "duty"))


def _search(browser: Browser, tickets: Tickets) -> None:
    typed = {"q": tickets["name"]}
    browser.post("/admin/matters/search/", typed, _as(tickets, "duty"), status=200)


CONSTANT = Target("constant page", lambda b, _t: b.get("/benchmark/constant/"))
EMPTY = Target("empty admin page", lambda b, t: b.get("/admin/benchmark/", _as(t, "duty")))
PUBLIC = (
    Target("home", lambda b, _t: b.get("/"), 15),
    Target("home, not cached", _fresh("/"), 15),
    Target("statistics", lambda b, _t: b.get("/statistics/"), 15, 12.5),
    Target("statistics, not cached", _fresh("/statistics/"), 15, 12.5),
    Target("start page of the form", _fresh("/petitions/"), 10),
    Target("form, first question", lambda b, _t: b.get("/petitions/new/"), 10),
    Target("form, where it is", _form_where, 10),
    Target("form, check answers", _form_check, 15),
    Target("submit", _submit, None, 12.5),
    Target("look up and read", _look_up_and_read, None, 5),
    Target("tracking page alone", _read, 15, 5),
)
OWN, ALL = "handler", "duty"
ADMIN = tuple(
    Target(name, visit, 12, 25, in_admin=True)
    for name, visit in (
        ("queue, own unit", _queue(OWN, "tab=open")),
        ("queue, my turn at a station", _queue(OWN)),
        ("queue, my turn at the bureau", _queue(ALL)),
        ("queue, all units", _queue(ALL, "tab=open")),
        ("queue, all units, last page", _queue(ALL, "tab=open&p=99999")),
        ("queue, filtered", _queue(ALL, "tab=open&category={category}&unit={unit}")),
        ("queue, late", _queue(ALL, "tab=late")),
        ("ended, own unit", _queue(OWN, "tab=ended")),
        ("ended, all units", _queue(ALL, "tab=ended")),
        ("ended, filtered", _queue(ALL, "tab=ended&category={category}&unit={unit}")),
        ("answered, all units", _queue(ALL, "tab=answered")),
        ("search by name", _search),
        ("case page", _matter),
    )
)
TARGETS = (CONSTANT, EMPTY, *PUBLIC, *ADMIN)


def named(part: str) -> tuple[Target, ...]:
    """The pages whose name contains this, with the two they are compared with."""
    return tuple(one for one in TARGETS if part in one.name or one in (CONSTANT, EMPTY))
