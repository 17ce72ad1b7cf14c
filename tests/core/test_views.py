import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.addresses")]


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def test_a_form_shows_again_what_was_typed_when_its_token_ran_out(client):
    response = client.post("/form/what/", {"title": "路灯不亮"})

    assert response.content.decode() == "what: 路灯不亮"


def test_another_form_is_refused_when_its_token_ran_out(client):
    assert client.post("/plain/", {}).status_code == 403


def test_a_page_that_is_not_there_says_so_in_the_language_of_the_address(client):
    response = client.get("/en/nowhere/")

    assert response.status_code == 404
    assert '<html lang="en"' in response.content.decode()


def test_the_page_for_an_error_needs_no_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/breaks/")

    assert response.status_code == 500
    assert "13800001234" not in response.content.decode()


def test_a_locked_database_asks_to_try_again_soon(client):
    response = client.get("/busy/")

    assert (response.status_code, response["Retry-After"]) == (503, "10")
