"""The page cache under attack. Each page of these addresses says how often it was rendered."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import set_script_prefix

from core import generation, pagecache
from core.pagecache import forget_all, pages
from tests.core.page_addresses import meanwhile, rendered

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.core.page_addresses"),
    pytest.mark.usefixtures("kept_pages"),
]


@pytest.fixture(autouse=True)
def _nothing_rendered():
    rendered.clear()
    yield
    meanwhile.clear()
    set_script_prefix("/")


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def body(client: Client, address: str, **headers: object) -> str:
    return client.get(address, **headers).content.decode()


# --- kept ------------------------------------------------------------------------------------
def test_a_page_is_rendered_once_and_costs_no_query_then(client, django_assert_num_queries):
    first = client.get("/page/")
    with django_assert_num_queries(0):
        second = client.get("/page/")

    assert rendered == ["/page/"]
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


def test_a_kept_page_carries_the_headers_the_stack_gave_it(client, settings):
    settings.SECURE_HSTS_SECONDS = 60
    client.get("/page/", secure=True)
    response = client.get("/page/", secure=True)

    assert len(rendered) == 1
    assert response["Strict-Transport-Security"] == "max-age=60"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Content-Language"] == "zh-hans"
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-cache"
    assert response["Vary"] == "Accept-Encoding"


def test_head_and_range_are_answered_from_it(client):
    whole = client.get("/page/")

    assert client.head("/page/")["Content-Length"] == whole["Content-Length"]
    ranged = client.get("/page/", headers={"Range": "bytes=0-3"})
    assert (ranged.status_code, ranged.content) == (200, whole.content)
    assert len(rendered) == 1


def test_head_alone_keeps_nothing(client):
    client.head("/page/")

    assert len(pages) == 0


def test_a_visitor_who_has_the_page_is_told_so(client):
    tag = client.get("/page/")["ETag"]
    again = client.get("/page/", headers={"If-None-Match": tag})
    other = client.get("/page/", headers={"If-None-Match": 'W/"other"'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert other.status_code == 200


def test_a_page_rendered_anew_with_the_same_words_keeps_its_tag(client):
    first = client.get("/page/")["ETag"]
    generation.renew()
    rendered.clear()

    assert client.get("/page/", headers={"If-None-Match": first}).status_code == 304


# --- not answered, not kept --------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    [
        "/unmarked/",
        "/cookie/",
        "/session/",
        "/token/",
        "/nonce/",
        "/private/",
        "/varies/",
        "/redirect/",
        "/missing/",
        "/streams/",
        "/breaks/",
        "/large/",
        "/page",
        "/nowhere/",
    ],
)
def test_what_is_of_one_person_or_no_whole_page_is_not_kept(client, address):
    client.get(address)
    client.get(address)

    assert len(pages) == 0
    assert len(rendered) in (0, 2)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_only_reading_is_answered_and_kept(client, method):
    getattr(client, method)("/page/")
    assert len(pages) == 0
    client.get("/page/")
    getattr(client, method)("/page/")
    getattr(client, method)("/page/", headers={"X-HTTP-Method-Override": "GET"})

    assert len(rendered) == 4


def test_a_request_that_says_who_it_is_stays_outside(client):
    client.get("/page/", headers={"Authorization": "Basic YTpi"})
    assert len(pages) == 0
    client.get("/page/")
    client.get("/page/", headers={"Authorization": "Basic YTpi"})

    assert len(rendered) == 3


def test_a_token_of_one_person_is_not_kept_though_the_cookie_is_there(client):
    client.get("/token/")
    assert "csrftoken" in client.cookies
    client.get("/token/")

    assert len(pages) == 0


def test_the_visit_of_somebody_signed_in_leaves_nothing(client, django_user_model):
    client.force_login(django_user_model.objects.create(username="editor"))
    client.get("/page/")
    assert len(pages) == 0
    kept = body(Client(), "/page/")

    assert body(client, "/page/") == kept


# --- one key, one page -------------------------------------------------------------------------
def test_language_and_version_have_pages_of_their_own(client):
    addresses = ["/page/", "/en/page/", "/elder/page/", "/elder/en/page/"]
    for _twice in range(2):
        seen = [body(client, address).split()[:2] for address in addresses]

    assert seen == [
        ["zh-hans", "/page/"],
        ["en", "/en/page/"],
        ["zh-hans", "/elder/page/"],
        ["en", "/elder/en/page/"],
    ]
    assert len(rendered) == 4


@pytest.mark.parametrize("poison", ["header", "cookie"])
def test_a_wish_for_a_language_changes_no_page(client, poison):
    stranger = Client(headers={"Accept-Language": "en"} if poison == "header" else {})
    if poison == "cookie":
        stranger.cookies["django_language"] = "en"
    body(stranger, "/page/")

    assert body(client, "/page/").startswith("zh-hans /page/")


def test_hosts_and_schemes_are_kept_apart(client):
    client.get("/page/", headers={"Host": "one.test"})
    client.get("/page/", headers={"Host": "other.test"})
    client.get("/page/", headers={"Host": "one.test:8080"})
    client.get("/page/", headers={"Host": "one.test"}, secure=True)
    client.get("/page/", headers={"Host": "ONE.test"})

    assert len(rendered) == 4


def test_http_still_leads_to_https_where_the_page_is_kept(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/page/", secure=True).status_code == 200
    response = client.get("/page/")

    assert (response.status_code, response["Location"]) == (301, "https://testserver/page/")


def test_a_foreign_host_neither_reads_nor_writes(client, settings):
    settings.ALLOWED_HOSTS = ["portal.test"]
    client.get("/page/", headers={"Host": "portal.test"})
    foreign = client.get("/page/", headers={"Host": "evil.test"})
    strange = client.get("/page/", headers={"Host": "portal.test@evil.test"})

    assert (foreign.status_code, strange.status_code) == (400, 400)
    assert len(pages) == len(rendered) == 1


@pytest.mark.parametrize(
    "poison",
    [
        {"X-Forwarded-Host": "evil.test"},
        {"X-Forwarded-Prefix": "/evil"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Port": "666"},
        {"X-Script-Name": "/evil"},
        {"X-Original-URL": "/unmarked/"},
        {"X-Rewrite-URL": "/unmarked/"},
        {"Forwarded": "host=evil.test;proto=https"},
    ],
)
def test_headers_a_stranger_invents_change_no_page(client, poison):
    body(client, "/page/", headers=poison)

    assert body(client, "/page/") == "zh-hans /page/ /page/ 1"


def test_below_a_sub_path_pages_are_kept_apart(client, settings):
    body(client, "/page/")
    settings.FORCE_SCRIPT_NAME = "/msg"
    set_script_prefix("/msg/")  # as the WSGI handler does

    assert body(client, "/page/") == "zh-hans /msg/page/ /msg/page/ 2"


@pytest.mark.parametrize(
    "address", ["/%70age/", "//page/", "/page//", "/./page/", "/%2e/page/", "/Page/", "/EN/page/"]
)
def test_other_spellings_of_a_path_get_what_they_would_get_uncached(client, settings, address):
    settings.KEEP_PAGES = False
    plain = client.get(address)
    settings.KEEP_PAGES = True
    client.get("/page/")
    client.get("/en/page/")
    kept = client.get(address)

    assert kept.status_code == plain.status_code
    assert kept.content.split()[:2] == plain.content.split()[:2]


def test_midnight_in_the_city_changes_every_page(client, time_machine):
    for hour, minute in ((15, 59), (16, 1)):
        time_machine.move_to(datetime(2026, 11, 24, hour, minute, tzinfo=UTC), tick=False)
        client.get("/page/")

    assert len(rendered) == 2


# --- parameters --------------------------------------------------------------------------------
def test_a_parameter_nobody_named_is_as_if_it_were_not_there(client):
    first = body(client, "/page/?utm_source=x&utm_source=y&<script>=1")

    assert first == "zh-hans /page/ /page/ 1"
    assert body(client, "/page/") == body(client, "/page/?from=timeline") == first


def test_a_flood_of_parameters_fills_nothing(client):
    for number in range(20):
        client.get(f"/months/?month=1&x{number}={number}")

    assert len(rendered) == len(pages) == 1


def test_named_parameters_have_pages_of_their_own_in_any_order_and_spelling(client):
    client.get("/months/")
    client.get("/months/?month=2026-10&unit=1")
    client.get("/months/?unit=1&month=2026%2D10")
    client.get("/months/?month=2026-09")
    client.get("/months/?month=")

    assert rendered == [
        "/months/",
        "/months/?month=2026-10&unit=1",
        "/months/?month=2026-09",
        "/months/?month=",
    ]


def test_a_named_parameter_given_twice_is_rendered_each_time(client):
    for _twice in range(2):
        client.get("/months/?month=1&month=2")

    assert rendered == ["/months/?month=1&month=2"] * 2
    assert len(pages) == 0


def test_a_page_whose_parameters_are_forgotten_is_not_answered_by_the_one_without(client):
    client.get("/months/")
    pagecache.names.clear()

    assert "month=2" in body(client, "/months/?month=2")


def test_memory_is_bounded_and_the_least_used_goes(client):
    for number in range(pagecache.PLACES + 5):
        client.get(f"/months/?month={number}")
        client.get("/months/?month=0")

    assert len(pages) == pagecache.PLACES
    assert len(rendered) == pagecache.PLACES + 5


# --- generations -------------------------------------------------------------------------------
def test_a_new_generation_renders_each_page_anew(client):
    client.get("/page/")
    generation.renew()
    client.get("/page/")

    assert len(rendered) == 2


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_was_rolled_back_renews_nothing_and_what_was_committed_once(client):
    before = generation.current(at_once=True)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        generation.renew_on_commit()
        raise ZeroDivisionError
    assert generation.current(at_once=True) == before

    with transaction.atomic():
        generation.renew_on_commit()
        generation.renew_on_commit()
        assert len(transaction.get_connection().run_on_commit) == 1
        assert generation.current(at_once=True) == before
    assert generation.current(at_once=True) != before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_savepoint_rolled_back_does_not_swallow_what_follows(client):
    before = generation.current(at_once=True)
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            generation.renew_on_commit()
            raise ZeroDivisionError
        generation.renew_on_commit()

    assert generation.current(at_once=True) != before


def test_a_page_rendered_while_something_is_published_is_not_shown_afterwards(client):
    meanwhile.append(generation.renew)
    client.get("/page/")
    meanwhile.clear()
    client.get("/page/")

    assert len(rendered) == 2


def test_another_process_sees_the_change_within_a_second(client):
    client.get("/page/")
    cache.set(generation.KEY, "made by another process", timeout=None)
    client.get("/page/")
    assert len(rendered) == 1
    time_passes(generation.ASK_EVERY)
    client.get("/page/")

    assert len(rendered) == 2


def test_whoever_has_a_session_sees_the_change_of_another_process_at_once(client):
    client.get("/page/")
    cache.set(generation.KEY, "made by another process", timeout=None)
    client.cookies["sessionid"] = "an editor's"
    client.get("/page/")

    assert len(rendered) == 2


def test_a_cache_that_was_emptied_loses_nothing(client):
    client.get("/page/")
    cache.clear()
    time_passes()

    assert client.get("/page/").status_code == 200
    assert len(rendered) == 2


@pytest.fixture
def cache_away(settings):
    """A shared cache at an address where nobody listens."""

    def take_away() -> None:
        away = {"BACKEND": "django.core.cache.backends.redis.RedisCache"}
        settings.CACHES = {"default": away | {"LOCATION": "redis://127.0.0.1:1/0"}}
        time_passes()

    return take_away


def time_passes(seconds: float = 2.0) -> None:
    generation._Known.ask_at -= seconds


def test_while_the_shared_cache_is_away_every_page_is_rendered(client, cache_away):
    client.get("/page/")
    cache_away()
    for _twice in range(2):
        assert client.get("/page/").status_code == 200

    assert len(rendered) == 3
    assert len(pages) == 0  # what was kept before may be old when it comes back


def test_a_cache_that_is_away_is_asked_again_after_ten_seconds(client, cache_away, settings):
    here = settings.CACHES
    cache_away()
    client.get("/page/")
    settings.CACHES = here
    Client(headers={"Cookie": "sessionid=an-editor"}).get("/page/")
    assert generation.current(at_once=True) is None
    time_passes(generation.AWAY_FOR)
    client.get("/page/")

    assert len(pages) == 1


def test_a_change_is_made_though_the_shared_cache_is_away(cache_away, caplog):
    cache_away()
    generation.renew()

    assert "cannot be written" in caplog.text


def test_a_page_is_kept_ten_minutes_at_most(client, monkeypatch):
    monkeypatch.setattr(pages, "kept_for", -1.0)
    client.get("/page/")
    client.get("/page/")

    assert len(rendered) == 2


def test_a_new_start_knows_no_page(client):
    client.get("/page/")
    forget_all()  # what the end of a process does
    client.get("/page/")

    assert len(rendered) == 2
