"""What search engines are told."""

import pytest

pytestmark = pytest.mark.django_db


def test_the_site_map_lists_pages_and_sections_in_both_languages(client):
    text = client.get("/sitemap.xml").content.decode()
    for path in ("/", "/en/", "/petitions/", "/en/petitions/", "/statistics/", "/units/"):
        assert f"<loc>http://testserver{path}</loc>" in text


def test_what_belongs_to_one_person_is_closed_to_robots(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    for path in ("/admin/", "/petitions/track/", "/en/petitions/track/", "/elder/"):
        assert f"Disallow: {path}" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
