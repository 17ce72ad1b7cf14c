import pytest
from django.utils.translation import override
from wagtail.models import Site

from core.models import PortalSettings


def test_the_names_are_read_with_one_query_a_request(rf, db, django_assert_num_queries):
    request = rf.get("/")

    with django_assert_num_queries(1):
        first, second = PortalSettings.current(request), PortalSettings.current(request)

    assert first is second


def test_without_any_site_the_defaults_hold(rf, db):
    Site.objects.all().delete()

    assert PortalSettings.current(rf.get("/")).bureau_name == "义马市群众工作局"


def test_what_the_city_saved_holds(rf, db):
    site = Site.objects.get(is_default_site=True)
    PortalSettings.objects.create(site=site, bureau_name="义马市信访局")

    assert (
        PortalSettings.current(rf.get("/", HTTP_HOST="other.test")).bureau_name == "义马市信访局"
    )


@pytest.mark.parametrize(
    ("language", "bureau", "city"),
    [("zh-hans", "义马市群众工作局", "义马市"), ("en", "Yima Mass Work Bureau", "Yima")],
)
def test_names_follow_the_language_of_the_page(language, bureau, city):
    with override(language):
        assert (PortalSettings().bureau, PortalSettings().city) == (bureau, city)


def test_a_telephone_can_dial_the_hotline():
    assert PortalSettings(hotline="0398-555 1234（示例）").hotline_link == "tel:03985551234"


def test_invented_values_say_that_they_are_examples():
    names = PortalSettings()

    for value in (names.hotline, names.address, names.icp_number, names.site_code):
        assert "示例" in value
    assert names.discipline_phone == "12388"
