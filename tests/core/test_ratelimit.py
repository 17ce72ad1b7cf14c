from datetime import UTC, datetime, timedelta

import pytest

from core.models import Backoff, RateCounter
from core.ratelimit import (
    allow,
    client_ip,
    failed,
    forget_old_counters,
    pause_after,
    seconds_to_wait,
    succeeded,
)

HOUR = timedelta(hours=1)
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
ADDRESS = "203.0.113.7"


def test_uses_are_counted_until_the_limit_and_again_in_the_next_window(db):
    within = [allow("new", ADDRESS, 2, HOUR, now=NOW) for _ in range(3)]

    assert within == [True, True, False]
    assert allow("new", ADDRESS, 2, HOUR, now=NOW + HOUR)


def test_scopes_and_identities_are_counted_apart(db):
    assert allow("new", ADDRESS, 1, HOUR, now=NOW)
    assert allow("track", ADDRESS, 1, HOUR, now=NOW)
    assert allow("new", "203.0.113.8", 1, HOUR, now=NOW)
    assert not allow("new", ADDRESS, 1, HOUR, now=NOW)


def test_one_use_is_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        allow("new", ADDRESS, 2, HOUR, now=NOW)


def test_identities_are_stored_as_hashes_only(db):
    allow("new", ADDRESS, 2, HOUR, now=NOW)
    failed("track", "YM2026-483107-5", now=NOW)

    assert len(RateCounter.objects.get().identity) == 64
    assert "483107" not in Backoff.objects.get().identity


@pytest.mark.urls("tests.core.addresses")
def test_a_limited_view_refuses_posts_beyond_the_limit_and_never_reading(client, db):
    statuses = [client.post("/narrow/").status_code for _ in range(3)]
    response = client.post("/narrow/")

    assert statuses == [200, 200, 429]
    assert response["Retry-After"] == "3600"
    assert client.get("/narrow/").status_code == 200


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 0), (4, 0), (5, 60), (6, 120), (7, 240), (10, 1920), (11, 3600), (500, 3600)],
)
def test_five_tries_are_free_then_the_pause_grows_to_an_hour(failures, seconds):
    assert pause_after(failures) == seconds


def test_failures_make_the_next_try_wait(db):
    for _ in range(5):
        assert seconds_to_wait("track", "a", now=NOW) == 0
        failed("track", "a", now=NOW)

    assert seconds_to_wait("track", "a", now=NOW + timedelta(seconds=10)) == 50
    assert seconds_to_wait("track", "a", now=NOW + timedelta(seconds=60)) == 0
    assert seconds_to_wait("track", "b", now=NOW) == 0


def test_a_success_and_a_day_of_rest_forget_the_failures(db):
    for _ in range(6):
        failed("track", "a", now=NOW)
        failed("track", "b", now=NOW)

    succeeded("track", "a")
    failed("track", "b", now=NOW + timedelta(days=2))

    assert list(Backoff.objects.values_list("failures", flat=True)) == [1]


def test_old_counters_are_deleted(db):
    allow("new", ADDRESS, 2, HOUR, now=NOW)
    failed("track", "a", now=NOW)

    assert forget_old_counters(now=NOW) == 0
    assert forget_old_counters(now=NOW + timedelta(days=2)) == 2


def test_all_addresses_of_an_ipv6_customer_count_as_one(rf):
    one, other, foreign = (
        client_ip(rf.get("/", REMOTE_ADDR=address))
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    )
    assert one == other != foreign
