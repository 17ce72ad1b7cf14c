"""Which proxy may say what: address, scheme, host; and that nobody else is believed."""

from ipaddress import ip_network

import pytest
from django.conf import settings as configured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from core.proxies import trusted_proxies
from core.ratelimit import client_ip

CLIENT, STRANGER = "198.51.100.1", "203.0.113.7"
LOCAL, INSIDE = [ip_network("127.0.0.1")], [ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8")]


def seen(rf: RequestFactory, remote: str, **headers: str) -> HttpRequest:
    """The request as the stack behind sees it."""
    passed: list[HttpRequest] = []

    def behind(request: HttpRequest) -> HttpResponse:
        passed.append(request)
        return HttpResponse()

    trusted_proxies(behind)(rf.get("/", REMOTE_ADDR=remote, headers=headers))
    return passed[0]


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "address"),
    [
        (STRANGER, "", LOCAL, STRANGER),
        (STRANGER, CLIENT, LOCAL, STRANGER),
        ("127.0.0.1", CLIENT, [], "127.0.0.1"),
        ("127.0.0.1", CLIENT, LOCAL, CLIENT),
        ("127.0.0.1", f"1.2.3.4, {CLIENT}", LOCAL, CLIENT),
        ("127.0.0.1", f"127.0.0.1, {CLIENT}", LOCAL, CLIENT),
        ("127.0.0.1", f"{CLIENT}, 10.0.0.2", INSIDE, CLIENT),
        ("127.0.0.1", f"1.2.3.4, {CLIENT},10.0.0.2 ,127.0.0.9", INSIDE, CLIENT),
        ("127.0.0.1", "10.0.0.3, 10.0.0.2", INSIDE, "10.0.0.3"),
        ("127.0.0.1", "not an address", LOCAL, "127.0.0.1"),
        ("127.0.0.1", f"{CLIENT}, not an address", LOCAL, "127.0.0.1"),
        ("127.0.0.1", "", LOCAL, "127.0.0.1"),
        ("127.0.0.1", "2001:db8:1:2::9", LOCAL, "2001:db8:1:2::"),
        ("::1", CLIENT, LOCAL, "::"),
        ("::1", CLIENT, [ip_network("::1")], CLIENT),
        ("", CLIENT, LOCAL, ""),
    ],
)
def test_the_client_is_the_last_address_no_trusted_proxy_has(
    rf, settings, remote, forwarded, proxies, address
):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert client_ip(seen(rf, remote, **headers)) == address


@pytest.mark.parametrize(
    ("remote", "told", "secure"),
    [
        ("127.0.0.1", "https", True),
        ("127.0.0.1", "http", False),
        ("127.0.0.1", "http, https", True),
        ("127.0.0.1", "https, http", False),
        ("127.0.0.1", "HTTPS", False),
        ("127.0.0.1", "ftp", False),
        ("127.0.0.1", "", False),
        (STRANGER, "https", False),
        ("", "https", False),
    ],
)
def test_only_a_trusted_proxy_says_that_a_request_came_by_tls(rf, settings, remote, told, secure):
    settings.TRUSTED_PROXIES = LOCAL

    assert seen(rf, remote, **{"X-Forwarded-Proto": told}).is_secure() is secure


@pytest.mark.parametrize(
    ("remote", "told", "host"),
    [
        ("127.0.0.1", "portal.test", "portal.test"),
        ("127.0.0.1", "evil.test, portal.test", "portal.test"),
        ("127.0.0.1", "", "inside.test"),
        (STRANGER, "portal.test", "inside.test"),
    ],
)
def test_only_a_trusted_proxy_names_the_host(rf, settings, remote, told, host):
    settings.TRUSTED_PROXIES = LOCAL
    headers = {"Host": "inside.test"} | ({"X-Forwarded-Host": told} if told else {})

    assert seen(rf, remote, **headers).get_host() == host


@pytest.mark.parametrize("remote", ["127.0.0.1", STRANGER])
def test_no_other_forwarded_header_gets_through(rf, settings, remote):
    settings.TRUSTED_PROXIES = LOCAL
    names = ("Prefix", "Port", "Server", "For", "Host", "Ssl")
    headers = {f"X-Forwarded-{name}": "evil" for name in names} | {"Forwarded": "host=evil"}

    left = [name for name in seen(rf, remote, **headers).META if "FORWARDED" in name]

    assert left == []


def test_the_portal_trusts_nobody_until_told(client, db):
    assert configured.TRUSTED_PROXIES == []
    assert configured.MIDDLEWARE[0] == "core.proxies.trusted_proxies"


@pytest.mark.parametrize(("remote", "status"), [("127.0.0.1", 200), (STRANGER, 301)])
def test_tls_cannot_be_claimed_from_outside(client, db, settings, remote, status):
    settings.TRUSTED_PROXIES = LOCAL
    settings.SECURE_SSL_REDIRECT = True
    told = {"X-Forwarded-Proto": "https"}

    assert client.get("/petitions/", REMOTE_ADDR=remote, headers=told).status_code == status
