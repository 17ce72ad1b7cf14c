"""How many statements the pages of the queue take: few, and no more when more matters come."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.choices import Kind
from casework.queue import TABS, tabs_of

INDEX = "/admin/matters/"
FRAME = 10  # an empty page of the admin takes as many
BAR = 12  # of ours on top
PEOPLE = ("duty_officer", "supervisor", "leader", "handler", "head", "information_officer")


@pytest.fixture
def statements(cast):
    """The statements of a page for one of the cast, on a second visit."""

    def count(who: str, address: str) -> list[str]:
        client = Client()
        client.force_login(getattr(cast, who))
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return [query["sql"] for query in seen]

    return count


@pytest.fixture
def fill(file):
    """Matters in several states at the bureau and at the station, each time as many."""

    def add() -> None:
        now = timezone.now()
        for _one in range(3):
            file(now=now)
            file(now=now).register(now)
            file(now=now, kind=Kind.SUGGESTION).register(now).refer(now)
            file(now=now).register(now).refer(now).accept(now).lay(now)
            file(now=now).register(now).refer(now).accept(now).answered(now)

    return add


def addresses(cast) -> list[tuple[str, str]]:
    return [
        (who, f"{INDEX}?tab={tab.slug}") for who in PEOPLE for tab in tabs_of(getattr(cast, who))
    ]


def test_every_tab_of_everybody_takes_as_many_statements_at_any_size(cast, fill, statements):
    fill()
    before = {one: len(statements(*one)) for one in addresses(cast)}
    fill()
    after = {one: len(statements(*one)) for one in addresses(cast)}
    assert {address.partition("=")[2] for _who, address in after} == {tab.slug for tab in TABS}
    # The duty officer's list is two, new ones first; the second is not asked for in vain.
    assert {
        one: number - before[one] for one, number in after.items() if number > before[one]
    } == {}
    assert max(after.values()) <= FRAME + BAR
    assert {one for one, number in after.items() if number > FRAME + 6} == set()


@pytest.mark.parametrize("tab", ["open", "late", "ended", "answered"])
def test_a_narrowed_list_counts_what_it_holds_and_no_more(cast, city, fill, statements, tab):
    fill()
    query = f"?tab={tab}&kind=appeal&unit={city.station.pk}&category=7"
    before = len(statements("duty_officer", INDEX + query))
    fill()
    assert len(statements("duty_officer", INDEX + query)) == before <= FRAME + BAR


def test_what_has_no_end_is_never_counted(fill, statements):
    fill()
    counting = [
        sql
        for tab in ("open", "answered", "ended")
        for sql in statements("duty_officer", f"{INDEX}?tab={tab}")
        if "COUNT(" in sql
    ]
    assert all('"next_due_at" IS NOT NULL' in sql for sql in counting)
    assert len(counting) == 3


def test_the_page_of_a_matter_takes_as_many_statements_however_long_its_history(file, statements):
    now = timezone.now()
    short = file(now=now).register(now)
    long = file(now=now).register(now).refer(now).accept(now).answered(now).read(now)
    few = len(statements("supervisor", f"{INDEX}{short.number}/"))
    many = len(statements("supervisor", f"{INDEX}{long.number}/"))
    assert few <= many <= FRAME + BAR + 3


def test_the_frame_of_the_admin_is_what_the_bar_says(statements):
    assert len(statements("duty_officer", "/admin/account/")) >= FRAME
