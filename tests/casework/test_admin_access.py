"""Every address of the queue × every role × own, foreign, sealed and accusing matters."""

import pytest
from django.test import Client
from django.urls import reverse

from casework import actions
from casework.models import AccessLog, Event, Letter, Note
from casework.viewsets import matters as viewset
from casework.workflow import Status
from tests.cast import MORNING, person
from units.models import User
from units.roles import Level, RoleCode

R = RoleCode
ROOM, STATION, BUREAU = Level.ROOM, Level.STATION, Level.BUREAU
# Where each role sits in this test; the superuser has no post at all.
POSTS = dict.fromkeys(R, BUREAU) | {
    R.INFORMATION_OFFICER: ROOM,
    R.HANDLER: STATION,
    R.HEAD: STATION,
}
STRANGERS = {R.EDITOR, R.PUBLISHER, R.ADMINISTRATOR, "superuser"}
BY_POST_ONLY = {"reveal", "new-code"}
MATTERS = ("own", "foreign", "sealed", "accuses_unit", "accuses_person")

# Who may press what on a matter they see; D also where another unit holds it.
DESK = {"register", "refer", "redirect", "hand-down", "classify", "seal", "cease", "accused"}
WORK = {"ask-material", "supply-material", "refuse", "draft", "begin", "close"}
MAY: dict[str, set[str]] = {
    R.DUTY_OFFICER: DESK | WORK | {"deliver", "conclude", "note"},
    R.SUPERVISOR: {"conclude", "accused", "note"},
    R.LEADER: {"note"},
    R.HANDLER: WORK | {"accept", "deliver", "rise", "note"},
    R.HEAD: {"issue", "send-back", "extend", "note"},
    R.INFORMATION_OFFICER: {"rise", "close", "note"},
    R.DISCIPLINE: {"close", "accused"},
}
# Who gives out a new code; a handler or information officer for what the own unit holds.
GIVES_CODES = {R.DUTY_OFFICER, R.SUPERVISOR, R.HANDLER, R.INFORMATION_OFFICER, R.DISCIPLINE}
# What can be pressed where these matters stand; the rest leads back with a sentence.
POSSIBLE = {
    Status.REGISTERED: {"refer", "hand-down", "classify", "seal", "cease", "ask-material"}
    | {"refuse", "accused", "note"},
    Status.REFERRED: {"refer", "classify", "seal", "cease", "accept", "ask-material"}
    | {"refuse", "accused", "note"},
    Status.LOCAL: {"rise", "close", "classify", "accused", "note"},
    Status.REDIRECTED: {"close", "classify", "accused"},
}


def names() -> list[str]:
    return [pattern.name for pattern in viewset.get_urlpatterns()]


def address(name: str, number: str) -> str:
    pattern = next(one for one in viewset.get_urlpatterns() if one.name == name)
    args = [number] if "number" in str(pattern.pattern) else []
    return reverse(f"matters:{name}", args=args)


def everything() -> tuple[object, ...]:
    """What an act would change; openings are logged on purpose."""
    versions = sorted(Event.objects.values_list("case__number", "case__version", "act"))
    revealed = AccessLog.objects.exclude(what="opened").count()
    return versions, Letter.objects.count(), Note.objects.count(), revealed


@pytest.fixture
def meet(file, city, cast):
    """Give a role's person, and the five matters as they stand to that person."""

    def make(role: str) -> tuple[User, dict[str, object]]:
        unit = {ROOM: city.room, STATION: city.station, BUREAU: city.bureau}[
            POSTS.get(role, BUREAU)
        ]
        if role == "superuser":
            user = User.objects.create_superuser("root", password="a long password")
        else:
            user = person("walker", unit, R(role))
        found = {name: file() for name in MATTERS}
        for name, matter in found.items():
            if name in ("own", "accuses_unit", "accuses_person"):
                _bring_to(matter, unit, cast)
        actions.refer(found["foreign"].register().case, city.other_station, by=cast.duty_officer)
        actions.seal_as_report(found["sealed"].register().case, by=cast.duty_officer)
        found["accuses_unit"].case.accused_units.add(unit)
        found["accuses_person"].case.accused_users.add(user)
        return user, found

    return make


def _bring_to(matter, unit, cast) -> None:
    if unit.kind == ROOM:
        actions.hand_down(matter.case, unit, by=cast.duty_officer, now=MORNING)
    else:
        matter.register()
        if unit.kind == STATION:
            matter.refer()


def sees(role: str, matter: str) -> bool:
    if role in STRANGERS or matter in ("accuses_unit", "accuses_person"):
        # A superuser without a post has no unit that could be accused, and sees nothing.
        return False
    if role == R.DISCIPLINE:
        return matter == "sealed"
    if matter == "sealed":
        return False
    return matter == "own" or POSTS[R(role)] == BUREAU


def expected(role: str, matter: str, status: str, name: str) -> int:
    """The rule: nothing here 404, seen but not yours 403, not now 302, else 200."""
    if role in STRANGERS:
        return 404
    if name in ("index", "search"):
        return 200 if name == "index" else 302
    if name in BY_POST_ONLY:
        return 405
    if not sees(role, matter):
        return 404
    if name == "inspect":
        return 200
    may = set(MAY[role])
    if role == R.DUTY_OFFICER and matter == "foreign":
        may -= WORK
    if name not in may:
        return 403
    return 200 if name in POSSIBLE[Status(status)] else 302


@pytest.mark.parametrize("role", [*[str(role) for role in R], "superuser"])
def test_every_address_answers_by_the_rule_and_reading_changes_nothing(meet, role):
    user, found = meet(role)
    client = Client()
    client.force_login(user)
    before = everything()
    wrong = []
    for matter, held in found.items():
        for name in names():
            answer = client.get(address(name, held.number)).status_code
            wanted = expected(role, matter, held.case.status, name)
            if answer != wanted:
                wrong.append((matter, name, answer, wanted))
    assert wrong == []
    assert everything() == before


@pytest.mark.parametrize("role", [*[str(role) for role in R], "superuser"])
def test_sending_a_form_one_may_not_send_changes_nothing(meet, role):
    user, found = meet(role)
    client = Client()
    client.force_login(user)
    before = everything()
    wrong = []
    for matter, held in found.items():
        for name in set(names()) - {"index", "search", "inspect"} - BY_POST_ONLY:
            wanted = expected(role, matter, held.case.status, name)
            answer = client.post(address(name, held.number), {"text": "x", "reason": "y"})
            if wanted in (403, 404) and answer.status_code != wanted:
                wrong.append((matter, name, answer.status_code, wanted))
    assert wrong == []
    assert everything() == before


@pytest.mark.parametrize("role", [*[str(role) for role in R], "superuser"])
def test_a_new_code_is_asked_for_by_the_rule_and_not_given_without_the_tick(meet, role):
    user, found = meet(role)
    client = Client()
    client.force_login(user)
    before = everything()
    wrong = []
    for matter, held in found.items():
        data = {"person": held.resident.pk, "reason": "丢了"}
        answer = client.post(address("new-code", held.number), data).status_code
        permitted = 200 if role in GIVES_CODES else 403
        wanted = permitted if sees(role, matter) else 404
        if answer != wanted:
            wrong.append((matter, answer, wanted))
    assert wrong == []
    assert everything() == before


def test_a_refusal_hands_back_what_was_typed_and_names_no_stranger_matter(file, cast, city):
    matter = file().register()
    actions.refer(matter.case, city.other_station, by=cast.duty_officer, now=MORNING)
    client = Client()
    client.force_login(cast.handler)
    answer = client.post(address("ask-material", matter.number), {"what": "一大段话"})
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "一大段话" in page
    assert "电梯" not in page


def test_who_is_not_signed_in_is_asked_to_sign_in(matter):
    for name in names():
        answer = Client().get(address(name, matter.number))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize(
    ("who", "sees_it"),
    [("duty_officer", True), ("leader", True), ("discipline", True), ("editor", False)],
)
def test_the_menu_and_the_home_panel_are_for_people_with_a_case_role(cast, who, sees_it):
    client = Client()
    client.force_login(getattr(cast, who))
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("matters:index") in page) is sees_it
    assert ("lxq-turn" in page) is sees_it
    assert "wagtailadmin/pages/" not in page


def test_five_wrong_passwords_lock_the_login_with_our_own_page(cast):
    client = Client()
    wrong = {"username": "handler", "password": "not this"}
    login = reverse("wagtailadmin_login")
    answers = [client.post(login, wrong).status_code for _try in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    locked = client.post(login, {"username": "handler", "password": "a long password"})
    assert locked.status_code == 429
    assert 'class="sorry"' in locked.content.decode()


def test_rules_of_the_city_are_added_and_never_changed(cast, city):
    client = Client()
    client.force_login(person("admin", city.bureau, R.ADMINISTRATOR))
    rule = {"key": "limit.register", "value": 1, "in_force_from": "2026-11-01"}
    rule |= {"decided_by": "市委办公室", "document": "义办〔2026〕1 号", "note": ""}
    assert client.post(reverse("city-rules:add"), rule).status_code == 302
    listed = client.get(reverse("city-rules:index")).content.decode()
    assert "limit.register" in listed
    assert "/edit/" not in listed
    assert client.get("/admin/city-rules/edit/1/").status_code == 404


@pytest.mark.parametrize("name", ["network-units", "network-organs", "network-posts"])
def test_the_network_is_read_by_the_administrator_only(cast, city, name):
    client = Client()
    client.force_login(person("admin", city.bureau, R.ADMINISTRATOR))
    assert client.get(reverse(f"{name}:index")).status_code == 200
    client.force_login(cast.handler)
    assert client.get(reverse(f"{name}:index")).status_code == 302
