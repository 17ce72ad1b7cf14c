import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import get_script_prefix, set_script_prefix

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.addresses")]


@pytest.fixture
def sub_path(settings):
    """What the WSGI handler does before the first middleware; the test client leaves it out."""
    settings.FORCE_SCRIPT_NAME = "/msg"
    set_script_prefix("/msg/")
    yield
    set_script_prefix("/")


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("/links/", "False /links/"),
        ("/en/links/", "False /en/links/"),
        ("/elder/links/", "True /elder/links/"),
        ("/elder/en/links/", "True /elder/en/links/"),
    ],
)
def test_links_keep_the_version_and_the_language(client, address, seen):
    assert client.get(address).content.decode() == seen


def test_the_elder_version_combines_with_a_sub_path(sub_path, client):
    response = client.get("/elder/en/links/")

    assert response.content.decode() == "True /msg/elder/en/links/"
    assert get_script_prefix() == "/msg/"


@pytest.mark.parametrize("address", ["/elder/links/", "/elder/breaks/", "/elder/nowhere/"])
def test_the_next_request_is_not_touched(address):
    client = Client(raise_request_exception=False)
    client.get(address)

    assert get_script_prefix() == "/"
    assert client.get("/links/").content.decode() == "False /links/"


def test_the_elder_address_without_slash_leads_on(client):
    response = client.get("/elder")

    assert (response.status_code, response["Location"]) == (301, "/elder/")


def test_the_admin_has_no_elder_version(client):
    assert client.get("/elder/admin/login/").status_code == 404


def directive(response, name: str) -> str:
    policy = response["Content-Security-Policy"].split("; ")
    return next(entry for entry in policy if entry.startswith(name))


@pytest.mark.parametrize("address", ["/links/", "/elder/links/", "/nowhere/"])
def test_public_pages_allow_nothing_inline(client, address):
    response = client.get(address)

    assert "unsafe" not in response["Content-Security-Policy"]
    assert directive(response, "script-src") == "script-src 'self'"
    assert directive(response, "img-src") == "img-src 'self'"
    assert directive(response, "default-src") == "default-src 'none'"


def test_the_admin_s_policy_is_relaxed_by_what_wagtail_needs(client):
    response = client.get("/admin/login/")

    assert directive(response, "script-src") == "script-src 'self' 'unsafe-inline'"
    assert directive(response, "style-src") == "style-src 'self' 'unsafe-inline'"
    assert directive(response, "img-src") == "img-src 'self' data: blob:"


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("/links/", False),
        ("/plain/", False),
        ("/admin/login/", True),
        ("/petitions/track/", True),
        ("/en/petitions/track/", True),
        ("/elder/petitions/track/", True),
        ("/elder/en/petitions/new/who/", True),
        ("/petitions/new/who/", True),
    ],
)
def test_pages_of_one_person_are_kept_by_no_cache(client, address, private):
    kept_out = client.get(address).get("Cache-Control") == "no-store, private"

    assert kept_out is private


def test_nothing_a_signed_in_person_sees_is_kept(client):
    client.force_login(get_user_model().objects.create(username="handler"))

    assert client.get("/links/")["Cache-Control"] == "no-store, private"


def test_a_public_page_does_not_vary_by_cookie(client):
    assert "Cookie" not in client.get("/links/").get("Vary", "")
