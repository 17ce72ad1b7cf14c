"""The first sign-in with a printed password, and a new slip for one that was lost."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from units.first_logins import give_first_password
from units.models import User


@pytest.fixture
def password(cast) -> str:
    drawn = give_first_password(cast.handler)
    cast.handler.save()
    return drawn


def signed_in(password: str) -> Client:
    client = Client()
    client.post("/admin/login/", {"username": "handler", "password": password})
    return client


def test_a_first_password_is_drawn_anew_and_stored_as_a_hash_only(cast):
    first, second = give_first_password(cast.handler), give_first_password(cast.handler)
    assert first != second
    assert len(first) == 14
    assert first not in cast.handler.password and second not in cast.handler.password


def test_the_first_sign_in_hashes_it_at_full_strength(password, cast):
    signed_in(password)
    assert User.objects.get(pk=cast.handler.pk).password.startswith("md5$")  # that of the tests


@pytest.mark.parametrize("address", ["/admin/", "/admin/matters/", "/admin/account/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_else_opens_before_a_password_is_chosen(password, address, method):
    assert getattr(signed_in(password), method)(address).url == "/admin/first-password/"


def test_one_can_leave_without_choosing(password):
    client = signed_in(password)
    assert client.post("/admin/logout/").status_code == 302
    assert "/login/" in client.get("/admin/").url


@pytest.mark.parametrize("chosen", ["short", "handler", "1234567890123", None])
def test_a_poor_password_or_the_old_one_is_not_taken(password, cast, chosen):
    own = chosen or password
    page = signed_in(password).post(
        "/admin/first-password/", {"new_password1": own, "new_password2": own}
    )
    assert page.context["form"].errors
    assert User.objects.get(pk=cast.handler.pk).must_choose_password


def test_who_has_an_own_password_has_nothing_to_choose(cast):
    assert signed_in("a long password").get("/admin/first-password/").url == "/admin/"


def test_a_lost_slip_is_replaced_and_the_old_one_is_void(password, cast, capsys):
    call_command("new_first_password", "handler")
    printed = capsys.readouterr().out.split(": ")[1].split()[0]
    assert "_auth_user_id" not in signed_in(password).session
    assert signed_in(printed).get("/admin/").url == "/admin/first-password/"


def test_no_slip_for_strangers_leavers_or_superusers(cast):
    User.objects.create_superuser("root")
    User.objects.filter(pk=cast.editor.pk).update(is_active=False)
    for username in ("nobody", "root", "editor"):
        with pytest.raises(CommandError):
            call_command("new_first_password", username)
