"""Demo matters walked through the real actions at past dates, in the order of time."""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count

from casework import actions, letters
from casework.actions.nightly import sweep
from casework.actions.referral import Classification
from casework.actions.reply import answer_kind
from casework.choices import (
    CloseGround,
    Decision,
    DeliveryHow,
    DisputeOutcome,
    Kind,
    Route,
    Score,
    Solved,
)
from casework.models import Case, Category, Petitioner
from core.workdays import CITY_TZ
from demo.stories import STORIES, Story
from units.models import Unit, User

Walk = Iterator[timedelta]


@dataclass
class City:
    """Who does what in the demo city."""

    units: dict[str, Unit]
    desks: dict[str, tuple[User, User]]
    duty: User
    villages: list[str]
    chance: random.Random = field(default_factory=lambda: random.Random(20050104))


@dataclass
class Matter:
    """One demo matter on its way; every step yields how long until the next."""

    city: City
    story: Story
    village: str
    at: datetime
    person: Petitioner | None = None
    number: str = ""

    def case(self) -> Case:
        return Case.objects.select_related("submission", "unit__organ", "organ").get(
            number=self.number
        )

    def file(self) -> None:
        story, village = self.story, self.village
        filed = actions.submit(
            actions.Filing(
                kind=story.kind,
                title=story.title.format(village=village),
                text=story.text.format(village=village),
                request=story.request,
                category=Category.objects.get(code=story.category),
                area=self.city.units[village],
                name="示例居民",
                phone="13800000000",
                address=f"{village}（示例）",
            ),
            now=self.at,
        )
        self.number = filed.number
        self.person = filed.submission.petitioners.get()

    def register(self) -> None:
        route = Route.PETITION_PROCEDURE if self.story.kind == Kind.APPEAL else None
        case = self.case()
        decided = Classification(Kind(self.story.kind), case.category, route)
        actions.register(case, decided, by=self.city.duty, now=self.at)

    def refer(self) -> None:
        actions.refer(
            self.case(), self.city.units[self.story.desk], by=self.city.duty, now=self.at
        )

    def accept(self) -> None:
        actions.accept(self.case(), by=self.city.desks[self.story.desk][0], now=self.at)

    def answer(self, decision: Decision = Decision.SUPPORTED) -> None:
        handler, head = self.city.desks[self.story.desk]
        case, story = self.case(), self.story
        opinion = story.kind == Kind.APPEAL
        draft = actions.AnswerDraft(
            body=story.answer,
            facts=story.facts,
            legal_basis=story.basis,
            decision=decision if opinion else "",
            remedy=letters.default_remedy(case, answer_kind(case)),
        )
        actions.save_draft(case, draft, by=handler, now=self.at)
        actions.lay_before_head(case, by=handler, now=self.at)
        actions.issue(case, by=head, now=self.at + timedelta(hours=3))

    def read(self) -> None:
        case = self.case()
        letter = case.letters.filter(issued_at__isnull=False).last()
        how = DeliveryHow.OPENED_ONLINE
        actions.deliver(case, letter, self.person, how=how, now=self.at)

    def rate(self, score: Score) -> None:
        bureau = Score.SATISFIED if score != Score.DISSATISFIED else Score.FAIRLY
        actions.rate(self.case(), self.person, bureau=bureau, unit=score, now=self.at)

    def say(self, solved: Solved) -> None:
        actions.say_solved(self.case(), self.person, solved, now=self.at)


def walk_all(city: City, *, months: int, per_month: int, now: datetime, tick: Callable) -> None:
    """Let matters begin over some months and go their ways until now, with a nightly sweep."""
    order = count()
    queue: list[tuple[datetime, int, Matter, Walk]] = []
    for matter in _beginnings(city, months, per_month, now):
        heapq.heappush(queue, (matter.at, next(order), matter, _way(matter)))
    night = datetime.combine(queue[0][0].date(), time(1), CITY_TZ) + timedelta(days=1)
    while queue and queue[0][0] < now:
        at, _place, matter, way = heapq.heappop(queue)
        while night <= at:
            sweep(night)
            night += timedelta(days=1)
        matter.at = at
        wait = next(way, None)
        if wait is None:
            tick()
        else:
            heapq.heappush(queue, (at + wait, next(order), matter, way))
    for _rest in queue:
        tick()
    sweep(now)
    _of_today(city, now)


def _of_today(city: City, now: datetime) -> None:
    """What the desk finds this morning: new, waiting for words, with a room, disputed."""
    new, waiting, nearby, disputed = (
        Matter(city, story, village, now - timedelta(hours=hours))
        for story, village, hours in zip(
            (STORIES[3], STORIES[0], STORIES[4], STORIES[1]),
            city.villages,
            (2, 30, 26, 28),
            strict=False,
        )
    )
    new.file()
    for matter in (waiting, disputed):
        matter.file()
        matter.register()
        matter.refer()
        matter.accept()
    waiting.at = now - timedelta(hours=5)
    handler = city.desks[waiting.story.desk][0]
    what = "电梯机房的照片，或物业在哪一天答应过修（示例）"
    actions.ask_material(waiting.case(), what, by=handler, now=waiting.at)
    nearby.file()
    room = city.units[nearby.village]
    actions.hand_down(nearby.case(), room, by=city.duty, now=now - timedelta(hours=20))
    disputed.at = now - timedelta(hours=6)
    disputed.answer()
    disputed.at = now - timedelta(hours=2)
    disputed.read()
    disputed.say(Solved.NOT_SOLVED)


def _beginnings(city: City, months: int, per_month: int, now: datetime) -> Iterator[Matter]:
    total = months * per_month
    for place in range(total):
        back = timedelta(days=months * 30.4 * (1 - place / total), hours=-(place % 9))
        story = STORIES[place % len(STORIES)]
        village = city.villages[(place * 5 + place // 7) % len(city.villages)]
        yield Matter(city, story, village, now - back)


def _way(matter: Matter) -> Walk:
    """How one matter goes. Each `yield` is the time that passes before the next step."""
    chance = matter.city.chance
    matter.file()
    yield timedelta(hours=chance.randint(2, 20))
    if matter.story.desk == "streets" and chance.random() < 0.6:
        yield from _nearby(matter)
        return
    matter.register()
    yield timedelta(hours=chance.randint(4, 60))
    matter.refer()
    yield timedelta(days=chance.randint(1, 9))
    if matter.story.kind == Kind.APPEAL:
        matter.accept()
        late = chance.random() < 0.1
        yield timedelta(days=chance.randint(62, 75) if late else chance.randint(6, 45))
    matter.answer(Decision.SUPPORTED if chance.random() < 0.8 else Decision.EXPLAINED)
    yield timedelta(days=chance.randint(1, 6))
    if chance.random() < 0.85:
        matter.read()
        yield timedelta(hours=chance.randint(1, 50))
        yield from _after(matter)


def _nearby(matter: Matter) -> Walk:
    """Handed to the room of the village and settled there."""
    room = matter.city.units[matter.village]
    actions.hand_down(matter.case(), room, by=matter.city.duty, now=matter.at)
    yield timedelta(days=matter.city.chance.randint(1, 5))
    officer = matter.city.desks[matter.village][0]
    actions.close(
        matter.case(),
        CloseGround.SETTLED_ON_SPOT,
        by=officer,
        proof="信息员和电工一起换了灯，报事人当场看过。（示例）",
        now=matter.at,
    )


def _after(matter: Matter) -> Walk:
    chance = matter.city.chance
    draw = chance.random()
    if draw < 0.7:
        matter.rate(Score.SATISFIED if draw < 0.5 else Score.FAIRLY)
        yield timedelta(hours=1)
        matter.say(Solved.SOLVED)
    elif draw < 0.82:
        matter.rate(Score.FAIRLY)
        yield timedelta(hours=1)
        matter.say(Solved.PARTLY)
    elif draw < 0.92:
        matter.rate(Score.DISSATISFIED)
        yield timedelta(hours=1)
        matter.say(Solved.NOT_SOLVED)
        yield timedelta(days=chance.randint(1, 3))
        actions.conclude_dispute(
            matter.case(),
            DisputeOutcome.SETTLED,
            by=matter.city.duty,
            report="电话里逐项核对，剩下的一处当天补修，报事人认可。（示例）",
            now=matter.at,
        )
