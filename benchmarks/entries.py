"""Sessions, codes and drafts made straight in the database, as the portal would make them."""

import json
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.city import BUSIEST
from casework.codes import derive_code
from casework.models import Case, Petitioner
from casework.workflow import Status
from demo.city import DEPARTMENTS
from petitions_public.models import Draft
from units.models import Unit, User
from units.roles import Level, RoleCode

SOME = 100
_ANSWERS = {
    "what": {
        "title": "电梯停运半个月",
        "text": "老人下不了楼。物业说等配件，已经等了两个星期。\n" * 10,
        "request": "请尽快修好。",
    },
    "where": {"place": "千秋路 3 号院"},
    "about": {"category": "housing_property"},
    "who": {"name": "王小明", "phone": "13800001234", "address": "千秋村三组"},
}


def tickets(*, drafts: int) -> dict[str, Any]:
    busiest = next(one for one in DEPARTMENTS if one.key == BUSIEST)
    station = Unit.objects.get(organ__name=busiest.organ)
    in_hand = Case.objects.filter(status=Status.ACCEPTED).order_by("-pk")
    busy = in_hand.filter(unit=station, category__parent=None).first()
    assert busy, "The busiest station has nothing in hand."
    return {
        "sessions": {"duty": _session(RoleCode.DUTY_OFFICER), "handler": _handler(station)},
        "matters": _numbers_and_codes(),
        "open": list(in_hand.values_list("number", flat=True)[:SOME]),
        "unit": station.pk,
        "category": busy.category_id,
        "name": busy.submission.petitioners.get().name,
        "drafts": _drafts(drafts),
    }


def _session(role: RoleCode) -> str:
    return _sign_in(User.objects.filter(posts__role=role).order_by("pk")[0])


def _handler(station: Unit) -> str:
    return _sign_in(User.objects.get(posts__role=RoleCode.HANDLER, posts__unit=station))


def _sign_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


def _numbers_and_codes() -> list[tuple[str, str]]:
    """Matters with an answer: they have the longest pages."""
    people = Petitioner.objects.filter(
        submission__casesubmission__case__status=Status.CLOSED, code_issue=1
    )
    found = people.select_related("submission").order_by("-submission__number")[:SOME]
    return [
        (
            person.submission.number,
            derive_code(person.submission_id, person.pk, 1, key_id=person.code_key_id),
        )
        for person in found
    ]


def _drafts(number: int) -> list[tuple[str, str]]:
    room = Unit.objects.filter(kind=Level.ROOM).order_by("pk")[0]
    answers = {**_ANSWERS, "where": {**_ANSWERS["where"], "area": str(room.pk)}}
    rows, secrets = [], []
    for _one in range(number):
        draft = Draft(kind="appeal", answers=json.dumps(answers, ensure_ascii=False))
        secrets.append((str(draft.handle), draft.new_secret()))
        rows.append(draft)
    Draft.objects.bulk_create(rows, batch_size=200)
    return secrets
