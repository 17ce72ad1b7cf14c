"""The public page: right after a change, in both languages, in few queries."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from reporting.metrics import METRICS
from reporting.models import MonthlyFigure
from reporting.rollups import refresh
from tests.cast import at

ADDRESSES = ["/statistics/", "/en/statistics/", "/elder/statistics/", "/elder/en/statistics/"]


@pytest.fixture(autouse=True)
def _late_in_november(time_machine):
    time_machine.move_to(at(11, 24), tick=False)


def fill(months: int, categories: list[str]) -> None:
    MonthlyFigure.objects.bulk_create(
        MonthlyFigure(
            month=date(2026, 10 - back, 1),
            metric=metric.code,
            category=category,
            numerator=6 + back,
            denominator=20 if metric.denominator else None,
            computed_at=at(11, 24),
        )
        for back in range(months)
        for category in ["", *categories]
        for metric in METRICS
    )


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.django_db
def test_the_page_renders_empty_and_full(client, address):
    assert client.get(address).status_code == 200
    fill(9, ["education", "health", "?"])
    response = client.get(address)
    assert response.status_code == 200
    assert response.content.decode().count("<tr>") == 2 + (1 + 9 + 1) + (3 + 1)


@pytest.mark.django_db
def test_the_address_is_the_one_the_contract_names():
    with override("zh-hans"):
        assert reverse("reporting:statistics") == "/statistics/"


def test_a_figure_moves_soon_after_the_act(client, file):
    for _ in range(5):
        file(now=at(11, 10))
    refresh(at(11, 24))
    page = client.get("/en/statistics/").content.decode()
    assert "2026-11 so far: received 5, closed 0." in page
    file(now=at(11, 12))
    refresh(at(11, 24))
    page = client.get("/en/statistics/").content.decode()
    assert "2026-11 so far: received 6, closed 0." in page


@pytest.mark.django_db
def test_every_figure_stands_with_its_definition_and_formula(client):
    page = client.get("/en/statistics/").content.decode()
    for metric in METRICS:
        assert str(metric.sentence) in page
        assert f"Formula: {metric.formula}" in page


@pytest.mark.django_db
def test_the_note_about_hidden_cells_stands_only_where_some_are(client):
    fill(2, [])
    note = "“Not shown” stands for counts from 1 to 4"
    assert note not in client.get("/en/statistics/").content.decode()
    MonthlyFigure.objects.filter(metric="received").update(numerator=3)
    assert note in client.get("/en/statistics/").content.decode()


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(client, queries_of):
    fill(1, ["education"])
    few = queries_of(lambda: client.get("/statistics/"))
    MonthlyFigure.objects.all().delete()
    fill(9, ["education", "health", "ecology", "transport", "other", "?"])
    many = queries_of(lambda: client.get("/statistics/"))
    assert few == many <= 8


@pytest.mark.django_db
def test_the_page_asks_for_nothing_but_to_be_read(client):
    assert client.post("/statistics/").status_code == 405
    assert "Set-Cookie" not in client.get("/statistics/").headers
