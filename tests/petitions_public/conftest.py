"""Browsers for the tests of the public pages."""

import pytest
from django.test import Client

from tests import cast as stage
from tests.petitions_public.walker import Resident


@pytest.fixture
def resident(city: stage.City) -> Resident:
    return Resident(Client())


@pytest.fixture
def careful(city: stage.City) -> Resident:
    """A browser whose posts are checked for the page's token."""
    return Resident(Client(enforce_csrf_checks=True))
