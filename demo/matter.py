"""One demo matter and what may happen to it: each verb is one real action at its own time."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from casework import actions, letters
from casework.actions.referral import Classification
from casework.actions.reply import answer_kind
from casework.choices import (
    CloseGround,
    DeliveryHow,
    DisputeOutcome,
    Kind,
    ReferralKind,
    RefusalGround,
    Route,
    Score,
    Solved,
)
from casework.models import Case, Category, Petitioner
from casework.workflow import Status
from core.workdays import Calendar, city_day
from demo.city import Units
from demo.staff import Desk
from demo.stories import Story
from units.models import User

# Art 31(1)-(4): where, which desk, its telephone, its time limit.
ELSEWHERE = {
    Route.LITIGATION: ("民事诉讼", "义马市人民法院立案窗口", "0398-0000810（示例）", "一般三年"),
    Route.ARBITRATION: (
        "劳动人事争议仲裁",
        "义马市劳动人事争议仲裁院",
        "0398-0000811（示例）",
        "一年，从知道权利受到侵害那天算起",
    ),
    Route.ADMINISTRATIVE: (
        "行政复议",
        "义马市司法局行政复议窗口",
        "0398-0000812（示例）",
        "六十日",
    ),
}
SIGNS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True)
class City:
    """Who does what in the demo city."""

    units: Units
    desks: dict[str, Desk]
    duty: User
    discipline: User
    calendar: Calendar
    categories: dict[str, Category]
    places: tuple[str, ...]


@dataclass
class Matter:
    """A story that happens at a place from a moment on. `at` is the time of the next act."""

    city: City
    story: Story
    place: str
    at: datetime
    chance: Random
    code: str = ""
    number: str = ""
    person: Petitioner | None = None
    handler: User = field(init=False)
    _known: Case | None = None

    def __post_init__(self) -> None:
        self.handler = self.chance.choice(self.city.desks[self.story.desk].handlers)

    @property
    def head(self) -> User:
        head = self.city.desks[self.story.desk].head
        assert head, f"{self.story.desk} acts for no organ."
        return head

    @property
    def case(self) -> Case:
        """The matter as it stands, read anew only when somebody else or a night changed it."""
        known = self._known
        if known is None or not Case.objects.filter(pk=known.pk, version=known.version).exists():
            found = Case.objects.select_related("submission", "unit__organ", "organ", "category")
            self._known = known = found.get(number=self.number)
        return known

    @property
    def days_old(self) -> int:
        return (city_day(self.at) - city_day(self.case.received_at)).days

    def stands(self, status: Status) -> bool:
        """Whether it still stands there: limits end over night and holidays."""
        return self.case.status == status

    # --- the resident --------------------------------------------------------------------
    def file(self) -> None:
        story, draw = self.story, self.chance
        filing = actions.Filing(
            kind=story.kind,
            title=story.title,
            text=story.text,
            request=story.request,
            category=self.city.categories[story.category],
            area=self.city.units[self.place],
            place=f"{self.place}{draw.randint(1, 9)}组（示例）"
            if self.place.endswith("村")
            else f"{self.place}{draw.randint(1, 18)}号楼（示例）",
            name=f"示例居民{draw.choice(SIGNS)}",
            phone=f"1380000{draw.randrange(10000):04d}",
            address=f"{self.place}（示例）",
            channel=story.channel,
        )
        by = None if story.channel == "online" else self.city.duty
        filed = actions.submit(filing, by=by, now=self.at)
        self.number, self.code = filed.number, filed.code
        self.person = filed.submission.petitioners.get()

    def supply(self) -> None:
        actions.supply_material(self.case, self.story.supplied, person=self.person, now=self.at)

    def read(self) -> None:
        self._deliver(DeliveryHow.OPENED_ONLINE, None)

    def rate(self, score: Score) -> None:
        happier = {Score.DISSATISFIED: Score.FAIRLY, Score.FAIRLY: Score.SATISFIED}
        kinder = self.chance.random() < 0.6
        bureau = happier.get(score, score) if kinder else score
        actions.rate(self.case, self.person, bureau=bureau, unit=score, now=self.at)

    def say(self, solved: Solved, text: str = "") -> None:
        actions.say_solved(self.case, self.person, solved, text=text, now=self.at)

    # --- the bureau ----------------------------------------------------------------------
    def register(self) -> None:
        actions.register(self.case, self._classification(), by=self.city.duty, now=self.at)

    def classify(self) -> None:
        actions.classify(self.case, self._classification(), by=self.city.duty, now=self.at)

    def refer(self) -> None:
        unit = self.city.units[self.story.desk]
        actions.refer(self.case, unit, by=self.city.duty, now=self.at)

    def assign(self) -> None:
        actions.refer(
            self.case,
            self.city.units[self.story.desk],
            by=self.city.duty,
            kind=ReferralKind.ASSIGN,
            report_due_on=city_day(self.at + timedelta(days=40)),
            reason="领导接访时交办，请按期报结果。（示例）",
            now=self.at,
        )

    def redirect(self) -> None:
        where, desk, phone, limit = ELSEWHERE[self.story.route]
        words = letters.other_desk(where=where, desk=desk, phone=phone, limit=limit)
        actions.redirect(self.case, words, by=self.city.duty, now=self.at)

    def taken_over(self) -> None:
        proof = "对方窗口已收件，回执编号已告诉报事人。（示例）"
        self._close(CloseGround.ELSEWHERE, self.city.duty, proof)

    def taken_over_by_discipline(self) -> None:
        self._close(CloseGround.ELSEWHERE, self.city.discipline, "已按规定收件。（示例）")

    def cease(self) -> None:
        reason = "三门峡市有权机关已作出复核意见，编号（示例）第 7 号。"
        actions.cease(self.case, by=self.city.duty, reason=reason, now=self.at)

    def seal(self) -> None:
        actions.seal_as_report(self.case, by=self.city.duty, now=self.at)

    def conclude(self, outcome: DisputeOutcome) -> None:
        actions.conclude_dispute(
            self.case, outcome, by=self.city.duty, report=self.story.call, now=self.at
        )

    # --- nearby --------------------------------------------------------------------------
    def hand_down(self, key: str = "") -> None:
        unit = self.city.units[key or self.place]
        actions.hand_down(self.case, unit, by=self.city.duty, now=self.at)

    def rise(self) -> None:
        case = self.case
        actions.rise(case, by=self._holder(case), reason=self.story.rises, now=self.at)

    def settle_nearby(self) -> None:
        self._close(CloseGround.SETTLED_ON_SPOT, self._holder(self.case), self.story.nearby)

    # --- the unit ------------------------------------------------------------------------
    def accept(self) -> None:
        due = None
        if self.story.route == Route.STATUTORY_DUTY:
            due = city_day(self.at + timedelta(days=30))
        actions.accept(self.case, by=self.handler, statutory_due=due, now=self.at)

    def start(self) -> None:
        actions.start_work(self.case, by=self.handler, now=self.at)

    def ask(self) -> None:
        actions.ask_material(self.case, self.story.asks, by=self.handler, now=self.at)

    def refuse(self) -> None:
        ground = RefusalGround.NOT_COMPETENT
        who = self.story.refused
        actions.refuse(self.case, ground, by=self.handler, who_is_in_charge=who, now=self.at)

    def extend(self) -> None:
        actions.extend(self.case, 30, by=self.head, reason=self.story.longer, now=self.at)

    def draft(self, body: str = "") -> None:
        case, story = self.case, self.story
        opinion = story.kind == Kind.APPEAL
        draft = actions.AnswerDraft(
            body=body or story.answer,
            facts=story.facts if opinion else "",
            legal_basis=story.basis if opinion else "",
            decision=story.decision if opinion else "",
            remedy=letters.default_remedy(case, answer_kind(case)),
        )
        actions.save_draft(case, draft, by=self.handler, now=self.at)
        actions.lay_before_head(case, by=self.handler, now=self.at)

    def send_back(self) -> None:
        reason = "请把现场看到的情况写具体，依据写到条。（示例）"
        actions.send_back(self.case, by=self.head, reason=reason, now=self.at)

    def issue(self) -> None:
        actions.issue(self.case, by=self.head, now=self.at)

    def hand_over(self) -> None:
        self._deliver(DeliveryHow.HANDED_OVER, self.handler)

    def carried_out(self) -> None:
        self._close(CloseGround.CARRIED_OUT, self.handler, self.story.proof)

    def settled(self) -> None:
        self._close(CloseGround.SETTLED, self.handler, "双方当面谈妥，签了调解协议。（示例）")

    def note(self, text: str) -> None:
        actions.add_note(self.case, text, by=self.handler, now=self.at)

    # --- parts ---------------------------------------------------------------------------
    def _classification(self) -> Classification:
        route = self.story.route if self.story.kind == Kind.APPEAL else None
        return Classification(self.story.kind, self.city.categories[self.story.category], route)

    def _deliver(self, how: DeliveryHow, by: User | None) -> None:
        case = self.case
        letter = case.letters.filter(issued_at__isnull=False).order_by("issued_at").last()
        actions.deliver(case, letter, self.person, how=how, by=by, now=self.at)

    def _close(self, ground: CloseGround, by: User, proof: str) -> None:
        actions.close(self.case, ground, by=by, proof=proof, now=self.at)

    def _holder(self, case: Case) -> User:
        """Who sits at the unit that holds the matter now."""
        key = next(key for key, unit in self.city.units.items() if unit.pk == case.unit_id)
        return self.city.desks[key].handlers[0]
