"""The matters that are multiplied: walked through the real actions at past dates, as the demo's,
with those added that end in the statuses the demo leaves out."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from demo.matters import City, Matter, walk_all

from benchmarks.city import Network
from casework import actions
from casework.actions.referral import Classification
from casework.choices import DisputeOutcome, Kind, RefusalGround, Route, Solved
from demo.stories import STORIES, Story
from messaging.models import Message
from units.roles import RoleCode

MONTHS, PER_MONTH = 4, 24
WALKED = MONTHS * PER_MONTH
DAY = timedelta(days=1)

Step = tuple[timedelta, Callable[[Matter], None]]


def walk(network: Network, now: datetime, tick: Callable[[], None]) -> None:
    """Walk them all until now; what they would have sent counts as sent."""
    duty = network.staff[network.bureau.pk, RoleCode.DUTY_OFFICER]
    villages = [unit.area for unit in network.named.values() if unit.kind == "room"]
    city = City(network.named, network.desks, duty, villages)
    walk_all(city, months=MONTHS, per_month=PER_MONTH, now=now, tick=tick)
    for place, steps in enumerate(_others(now)):
        story = STORIES[place % 4]
        matter = Matter(city, story, villages[place % len(villages)], now)
        for back, step in steps:
            matter.at = now - back
            step(matter)
    Message.objects.waiting().update(sent_at=now)


def _others(now: datetime) -> Iterator[list[Step]]:
    """Each the way of one matter: how long ago, and what was done."""
    for days in (2, 9, 16, 30, 60, 100):
        begun: list[Step] = [(days * DAY, Matter.file), (days * DAY, _elsewhere)]
        yield [*begun, (days * DAY - DAY / 2, _lead_elsewhere)]
        registered: list[Step] = [(days * DAY, Matter.file), (days * DAY, Matter.register)]
        yield [*registered, (days * DAY - DAY, _refuse)]
        yield [*registered, (days * DAY - DAY, _cease)]
    for hours in (1, 3, 5, 8, 20):
        yield [(timedelta(hours=hours), Matter.file)]
        yield [(timedelta(hours=hours + 20), Matter.file), (DAY / 24, Matter.register)]
    for days in (3, 6, 9, 12):
        accepted = _accepted(days * DAY)
        yield accepted[:-1]
        yield accepted
        yield [*accepted, (DAY, _ask)]
        yield [*accepted, (DAY, _draft)]
        yield [*accepted, (DAY, _lay)]
        replied = [*accepted, (2 * DAY, Matter.answer), (DAY, Matter.read)]
        yield [*replied, (DAY / 2, lambda matter: matter.say(Solved.NOT_SOLVED))]
    back = [*_accepted(20 * DAY), (12 * DAY, Matter.answer), (8 * DAY, Matter.read)]
    disputed = (5 * DAY, lambda matter: matter.say(Solved.NOT_SOLVED))
    yield [*back, disputed, (4 * DAY, _return)]


def _accepted(back: timedelta) -> list[Step]:
    return [
        (back, Matter.file),
        (back - DAY / 8, Matter.register),
        (back - DAY / 4, Matter.refer),
        (back - DAY / 2, Matter.accept),
    ]


def _elsewhere(matter: Matter) -> None:
    case = matter.case()
    decided = Classification(Kind.APPEAL, case.category, Route.LITIGATION)
    actions.register(case, decided, by=matter.city.duty, now=matter.at)


def _lead_elsewhere(matter: Matter) -> None:
    where = "义马市人民法院立案庭（示例）"
    actions.redirect(matter.case(), where, by=matter.city.duty, now=matter.at)


def _refuse(matter: Matter) -> None:
    ground, duty = RefusalGround.NOT_COMPETENT, matter.city.duty
    where = "三门峡市信访局（示例）"
    actions.refuse(matter.case(), ground, by=duty, who_is_in_charge=where, now=matter.at)


def _cease(matter: Matter) -> None:
    reason = "2024 年复核意见（示例）"
    actions.cease(matter.case(), by=matter.city.duty, reason=reason, now=matter.at)


def _ask(matter: Matter) -> None:
    what = "合同的照片（示例）"
    actions.ask_material(matter.case(), what, by=_handler(matter), now=matter.at)


def _draft(matter: Matter) -> None:
    story: Story = matter.story
    draft = actions.AnswerDraft(body=story.answer, facts=story.facts, legal_basis=story.basis)
    actions.save_draft(matter.case(), draft, by=_handler(matter), now=matter.at)


def _lay(matter: Matter) -> None:
    story: Story = matter.story
    draft = actions.AnswerDraft(
        body=story.answer,
        facts=story.facts,
        legal_basis=story.basis,
        decision="supported",
        remedy="可以申请复查。（示例）",
    )
    actions.save_draft(matter.case(), draft, by=_handler(matter), now=matter.at)
    actions.lay_before_head(matter.case(), by=_handler(matter), now=matter.at)


def _return(matter: Matter) -> None:
    actions.conclude_dispute(
        matter.case(),
        DisputeOutcome.RETURNED,
        by=matter.city.duty,
        report="电话联系，确有一处没有做完。（示例）",
        now=matter.at,
    )


def _handler(matter: Matter):
    return matter.city.desks[matter.story.desk][0]
