"""Passwords tried out over many names from one address."""

import pytest
from django.test import Client

from core.models import RateCounter
from core.signin import FAILURES
from units.models import User

LOGIN = "/admin/login/"
PASSWORD = "a long password"
WRONG = "another long password"


def sign_in(name: str, password: str = WRONG, address: str = "203.0.113.7", url: str = LOGIN):
    return Client(REMOTE_ADDR=address).post(url, {"username": name, "password": password})


@pytest.fixture
def sprayed(city, cast):
    """Somebody tried one password over as many names as may be tried in an hour."""
    for number in range(FAILURES):
        assert sign_in(f"name-{number}").status_code == 200


def test_an_address_that_failed_over_many_names_is_refused_with_the_right_password_too(sprayed):
    assert sign_in("duty", PASSWORD).status_code == 429


@pytest.mark.parametrize("url", [LOGIN, "/_util/login/"])
def test_every_door_that_takes_a_password_is_closed(sprayed, url):
    assert sign_in("somebody", url=url).status_code == 429


def test_other_addresses_sign_in(sprayed):
    assert sign_in("duty", PASSWORD, address="203.0.113.8").status_code == 302


def test_the_next_hour_is_a_new_one(sprayed):
    RateCounter.objects.all().delete()
    assert sign_in("duty", PASSWORD).status_code == 302


def test_signing_in_rightly_is_never_counted(city, cast):
    for _one in range(FAILURES + 2):
        assert sign_in("duty", PASSWORD).status_code == 302
    assert not RateCounter.objects.filter(scope="signin").exists()


def test_a_name_is_refused_after_five_failures_as_before(city, cast):
    answers = [sign_in("duty").status_code for _one in range(5)]
    assert answers[-1] == 429
    assert User.objects.filter(username="duty").exists()
