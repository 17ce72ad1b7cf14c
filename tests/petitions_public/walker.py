"""A resident with a browser, walking through the real pages."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from petitions_public.models import Draft
from tests import cast as stage

ANSWERS = {
    "what": {
        "title": "电梯停运半个月",
        "text": "老人下不了楼。\n物业说等配件。",
        "request": "请尽快修好。",
    },
    "where": {"area": "", "place": "千秋路 3 号院"},
    "about": {"category": "housing_property"},
    "who": {"name": "王小明", "phone": "13800001234", "address": "千秋村三组"},
}
HUMAN = {"picture_0": "any", "picture_1": "PASSED", "question_0": "any", "question_1": ""}


@dataclass
class Resident:
    """One browser. `handle` is the draft begun last."""

    client: Client
    handle: UUID | None = None

    def begin(self, kind: str = "appeal") -> "Resident":
        response = self.client.post(reverse("petitions:new"), {"kind": kind})
        self.handle = UUID(response.url.split("/")[-3])
        return self

    def address(self, step: str) -> str:
        return reverse("petitions:step", args=[self.handle, step])

    def post(self, step: str, **fields: str) -> HttpResponse:
        return self.client.post(self.address(step), fields or ANSWERS[step])

    def post_and_see(self, step: str, **fields: str) -> str:
        """Send a page and read what comes after it."""
        typed = fields or ANSWERS[step]
        return self.client.post(self.address(step), typed, follow=True).content.decode()

    def get(self, step: str) -> HttpResponse:
        return self.client.get(self.address(step))

    def fill(self, **changed: dict[str, str]) -> "Resident":
        if self.handle is None:
            self.begin()
        for step, answers in ANSWERS.items():
            self.post(step, **{**answers, **changed.get(step, {})})
        return self

    def hand_in(self, **fields: str) -> HttpResponse:
        return self.client.post(self.address("check"), {**HUMAN, **fields})

    def receipt(self) -> HttpResponse:
        return self.client.get(reverse("petitions:receipt", args=[self.handle]))

    def look_up(self, number: str, code: str, **fields: str) -> HttpResponse:
        typed = {"number": number, "code": code, **fields}
        return self.client.post(reverse("petitions:track"), typed)

    def enter(self, matter: stage.Matter) -> "Resident":
        self.look_up(matter.number, matter.code)
        return self

    def page(self) -> str:
        return self.client.get(reverse("petitions:track")).content.decode()

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(pk=self.handle)
