from collections.abc import Callable
from datetime import date

import pytest
from wagtail.models import Locale, Page

from commitments.models import Commitment, CommitmentIndexPage, CommitmentPage
from core.record_pages import open_page
from home.models import HomePage
from tests import cast as stage
from units.models import User
from units.roles import RoleCode


def opened(row: Commitment, *, by: User) -> CommitmentPage:
    return open_page(CommitmentPage, CommitmentIndexPage, row, by=by)


@pytest.fixture
def publisher(city: stage.City) -> User:
    return stage.person("publisher", city.bureau, RoleCode.PUBLISHER)


@pytest.fixture
def promise(city: stage.City, cast: stage.Cast) -> Callable[..., Commitment]:
    def make(**fields: object) -> Commitment:
        return Commitment.objects.create(
            **{
                "name": "更换背街小巷路灯",
                "name_en": "New lamps in the back lanes",
                "target": 300,
                "measure": "盏路灯",
                "measure_en": "street lamps",
                "source": "work_report",
                "unit": city.station,
                "post": "住建局分管副局长",
                "starts_on": date(2026, 3, 1),
                "due_on": date(2026, 12, 20),
                "written_by": cast.editor,
            }
            | fields
        )

    return make


@pytest.fixture
def index(db: None) -> CommitmentIndexPage:
    home = HomePage.objects.get(locale=Locale.get_default())
    page = CommitmentIndexPage(title="公开承诺", slug="commitments", summary="说到做到。")
    return home.add_child(instance=page)


@pytest.fixture
def announced(promise, index, cast) -> CommitmentPage:
    """A promise whose page was published."""
    page = opened(promise(), by=cast.editor)
    page.get_latest_revision().publish()
    return CommitmentPage.objects.get(pk=page.pk)


@pytest.fixture
def english(index) -> Locale:
    locale = Locale.objects.get(language_code="en")
    Page.objects.get(pk=index.pk).specific.copy_for_translation(locale)
    return locale
