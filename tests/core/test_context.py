import pytest
from django.urls import set_script_prefix
from django.utils.translation import override
from wagtail.models import Locale, Site

from core.context import portal

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.addresses")]


@pytest.fixture
def at(rf):
    """A request as the middleware leaves it."""

    def make(path: str, elder: bool = False):
        request = rf.get(f"/elder{path}" if elder else path)
        request.elder, request.path_info = elder, path.partition("?")[0]
        set_script_prefix("/elder/" if elder else "/")
        return request

    yield make
    set_script_prefix("/")


@pytest.mark.parametrize(
    ("language", "path", "elder", "links"),
    [
        ("zh-hans", "/links/", False, ["/links/", "/en/links/"]),
        ("en", "/en/links/", False, ["/links/", "/en/links/"]),
        ("zh-hans", "/links/?q=x", False, ["/links/?q=x", "/en/links/?q=x"]),
        ("en", "/en/links/", True, ["/elder/links/", "/elder/en/links/"]),
    ],
)
def test_each_language_has_its_address(at, language, path, elder, links):
    with override(language):
        context = portal(at(path, elder))
        found = list(context["language_links"])

    assert [link["url"] for link in found] == links
    assert [link["code"] for link in found if link["current"]] == [language]


@pytest.fixture
def pages():
    """The home page in both languages."""
    home = Site.objects.get(is_default_site=True).root_page
    english, _ = Locale.objects.get_or_create(language_code="en")
    return home, home.get_translation_or_none(english) or home.copy_for_translation(english)


def test_a_page_leads_to_its_published_translations_only(at, pages):
    request = at("/elder/", elder=True)
    request.served_page, english = pages
    english.live = False
    english.save()
    before = [link["url"] for link in portal(request)["language_links"]]
    english.live = True
    english.save()

    assert before == ["/elder/"]
    assert [link["url"] for link in portal(request)["language_links"]] == ["/elder/", "/elder/en/"]


@pytest.mark.parametrize(
    ("path", "elder", "link"),
    [
        ("/links/?q=x", False, "/elder/links/?q=x"),
        ("/en/links/", False, "/elder/en/links/"),
        ("/links/", True, "/links/"),
    ],
)
def test_the_other_version_of_the_page_is_one_link_away(at, path, elder, link):
    assert str(portal(at(path, elder))["elder_link"]) == link


def test_the_menu_names_only_what_exists(at):
    with override("en"):
        entries = list(portal(at("/en/"))["menu"])
        found = [(str(entry["title"]), entry["url"], entry["current"]) for entry in entries]

    assert found == [("Home", "/en/", True)]


def test_a_page_that_reads_none_of_it_pays_nothing(at, django_assert_num_queries):
    with django_assert_num_queries(0):
        portal(at("/links/"))
