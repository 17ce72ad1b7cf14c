"""Each page in both languages and both versions, without anything a strict policy forbids."""

import re

import pytest
from captcha.models import CaptchaStore
from django.test import Client
from django.urls import reverse

from core.models import CityRule
from tests.petitions_public.walker import Resident

PREFIXES = ["", "/en", "/elder", "/elder/en"]
FORBIDDEN = re.compile(r"\sstyle=|<script|\son[a-z]+=\"|data:")


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", ["", "new/", "new/report/", "track/"])
def test_every_public_page_answers_in_both_languages_and_versions(
    city, prefix: str, path: str
) -> None:
    page = Client().get(f"{prefix}/petitions/{path}").content.decode()
    assert f'lang="{"en" if "en" in prefix.split("/") else "zh-hans"}"' in page
    assert ("<html" in page) and ("data-elder" in page) == ("elder" in prefix)
    assert not FORBIDDEN.search(page)


@pytest.mark.parametrize("step", ["what", "where", "about", "who", "check"])
def test_no_page_of_the_form_needs_a_script_or_inline_style(resident: Resident, step) -> None:
    page = resident.fill().get(step).content.decode()
    assert not FORBIDDEN.search(page)
    assert len(re.findall("<h1", page)) == 1


def test_the_first_words_are_the_emergency_numbers(city) -> None:
    main = Client().get("/en/petitions/").content.decode().split("<main")[1]
    assert main.index('href="tel:110"') < main.index("<h1")


def test_the_start_page_tells_the_limits_the_city_has_set(city) -> None:
    CityRule.objects.create(
        key="limit.refer", value=2, in_force_from="2026-01-01", decided_by="市政府", document="1"
    )
    page = Client().get("/en/petitions/").content.decode()
    assert "by day 2" in page
    assert "Registered within 1 working day" in page


@pytest.mark.parametrize("prefix", PREFIXES)
def test_one_form_walks_from_language_to_language(city, prefix: str) -> None:
    """The switches store what was typed and lead to the same page in the other language."""
    resident = Resident(Client()).begin()
    path = f"/petitions/new/{resident.handle}/what/"
    page = resident.get("what").content.decode()
    assert f'name="go" value="{path}"' in page
    response = resident.post("what", title="半句话", text="", request="", go=prefix + path)
    assert response.url == prefix + path
    assert "半句话" in resident.client.get(prefix + path).content.decode()


def test_the_picture_is_drawn_so_many_times_and_no_more(city) -> None:
    key = CaptchaStore.generate_key()
    address = reverse("captcha-image", args=[key])
    assert Client().get(address)["Content-Type"] == "image/png"
    answers = [Client().get(address).status_code for _count in range(120)]
    assert answers[-2:] == [200, 429]


def test_every_error_leads_to_a_field_that_is_there(resident: Resident) -> None:
    page = resident.begin().post_and_see("what", title="", text="", request="")
    for target in re.findall(r'<a href="#(id_\w+)"', page):
        assert f'id="{target}"' in page
