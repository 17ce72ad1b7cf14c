"""How many statements the pages of the queue take: few, and no more when more matters come."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework import actions
from casework.choices import Kind
from casework.models import Category
from casework.queue import TABS, tabs_of

INDEX = "/admin/matters/"
FRAME = "/admin/benchmark/"  # an empty page of the admin
BAR = 12  # statements on top of what the frame takes
pytestmark = pytest.mark.urls("benchmarks.urls")
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
    assert {one: n for one, n in after.items() if n > before[one]} == {}
    assert max(after.values()) - len(statements("duty_officer", FRAME)) <= 6


@pytest.mark.parametrize("tab", ["open", "late", "ended", "answered"])
def test_a_narrowed_list_takes_as_many_statements_at_any_size(cast, city, fill, statements, tab):
    fill()
    category = Category.objects.get(code="housing_property").pk
    query = f"?tab={tab}&kind=appeal&unit={city.station.pk}&category={category}"
    before = len(statements("duty_officer", INDEX + query))
    fill()
    after = len(statements("duty_officer", INDEX + query))
    assert after <= before <= len(statements("duty_officer", FRAME)) + BAR


@pytest.mark.parametrize("tab", ["open", "answered", "ended"])
def test_only_open_matters_are_counted(fill, statements, tab):
    fill()
    asked = statements("duty_officer", f"{INDEX}?tab={tab}")
    counting = [sql for sql in asked if "COUNT(" in sql]
    assert len(counting) == 1
    assert '"next_due_at" IS NOT NULL' in counting[0]


def test_a_matters_page_takes_no_more_statements_for_a_long_history(file, statements):
    now = timezone.now()
    short = file(now=now).register(now).refer(now).accept(now).answered(now)
    long = file(now=now).register(now).refer(now).accept(now).answered(now).read(now)
    for _time in range(5):
        actions.add_note(long.case, "已电话联系。", by=long.cast.handler, now=now)
    few = len(statements("supervisor", f"{INDEX}{short.number}/"))
    many = len(statements("supervisor", f"{INDEX}{long.number}/"))
    assert many <= few + 1  # the people its letter was delivered to
    assert many <= len(statements("supervisor", FRAME)) + BAR + 3
