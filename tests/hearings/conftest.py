from collections.abc import Callable

import pytest
from wagtail.models import Locale

from core.record_pages import open_page
from hearings import actions
from hearings.models import Hearing, HearingIndexPage, HearingPage
from home.models import HomePage
from tests import cast as stage
from units.models import User
from units.roles import RoleCode


def opened(row: Hearing, *, by: User) -> HearingPage:
    return open_page(HearingPage, HearingIndexPage, row, by=by)


@pytest.fixture
def publisher(city: stage.City) -> User:
    return stage.person("publisher", city.bureau, RoleCode.PUBLISHER)


@pytest.fixture
def hearing(city: stage.City, cast: stage.Cast) -> Callable[..., Hearing]:
    def make(**fields: object) -> Hearing:
        return Hearing.objects.create(
            **{
                "kind": "decision",
                "name": "背街小巷停车收费",
                "name_en": "Parking fees in the back lanes",
                "organ": city.station.organ,
                "held_at": stage.at(12, 15, 9),
                "place": "群众之家二楼",
                "seats": 15,
                "who": "年满十八周岁的本市居民",
                "how": "拨打 0398-0000101 报名",
                "contact": "住建局办公室 0398-0000101",
                "written_by": cast.editor,
            }
            | fields
        )

    return make


@pytest.fixture
def given(hearing) -> Hearing:
    """An announced hearing, six weeks ahead."""
    row = hearing()
    actions.announce(row, now=stage.MORNING)
    return Hearing.objects.get(pk=row.pk)


@pytest.fixture
def index(db: None) -> HearingIndexPage:
    home = HomePage.objects.get(locale=Locale.get_default())
    page = HearingIndexPage(title="听证会", slug="hearings", summary="大事先听大家的。")
    return home.add_child(instance=page)
