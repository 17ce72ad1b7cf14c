"""The fixed cast: one small network and the people in it, so that tests read like sentences."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from casework import actions, public
from casework.actions.referral import Classification
from casework.choices import Decision, DeliveryHow, Kind, Route
from casework.models import Case, Category, Letter, Petitioner
from core.workdays import CITY_TZ
from units.actions import appoint
from units.models import Organ, Unit, User
from units.roles import Level, RoleCode


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of 2026 in the city."""
    return datetime(2026, month, day, hour, minute, tzinfo=CITY_TZ)


# A Tuesday with nothing special about it; the weeks after it have no holiday until 2027.
MORNING = at(11, 3)


@dataclass(frozen=True)
class City:
    """Two stations below a bureau, one of them with a room."""

    bureau: Unit
    station: Unit
    other_station: Unit
    room: Unit


@dataclass(frozen=True)
class Cast:
    information_officer: User
    handler: User
    colleague: User
    other_handler: User
    head: User
    other_head: User
    duty_officer: User
    supervisor: User
    leader: User
    discipline: User
    editor: User
    bureau_head: User


def build_city() -> City:
    city_organ = Organ.objects.create(name="义马市群众工作局", short_name="群众工作局")
    housing = Organ.objects.create(
        name="义马市住房和城乡建设局", short_name="住建局", superior_name="三门峡市住建局"
    )
    labour = Organ.objects.create(name="义马市人社局", short_name="人社局")
    bureau = Unit.add_root(
        name="群众工作局", kind=Level.BUREAU, organ=city_organ, phone="0398-0000000"
    )
    station = _below(bureau, name="住建局群众工作站", kind=Level.STATION, organ=housing)
    other = _below(bureau, name="人社局群众工作站", kind=Level.STATION, organ=labour)
    room = _below(station, name="千秋村群众工作室", kind=Level.ROOM, area="千秋村")
    pks = [unit.pk for unit in (bureau, station, other, room)]
    return City(*(Unit.objects.get(pk=pk) for pk in pks))


def _below(parent: Unit, **fields: object) -> Unit:
    return Unit.objects.get(pk=parent.pk).add_child(phone="0398-0000101", **fields)


def hire(city: City) -> Cast:
    r = RoleCode
    return Cast(
        information_officer=person("officer", city.room, r.INFORMATION_OFFICER),
        handler=person("handler", city.station, r.HANDLER),
        colleague=person("colleague", city.station, r.HANDLER),
        other_handler=person("other-handler", city.other_station, r.HANDLER),
        head=person("head", city.station, r.HEAD),
        other_head=person("other-head", city.other_station, r.HEAD),
        duty_officer=person("duty", city.bureau, r.DUTY_OFFICER),
        supervisor=person("supervisor", city.bureau, r.SUPERVISOR),
        leader=person("leader", city.bureau, r.LEADER),
        discipline=person("discipline", city.bureau, r.DISCIPLINE),
        editor=person("editor", city.bureau, r.EDITOR),
        bureau_head=person("bureau-head", city.bureau, r.HEAD),
    )


def person(username: str, unit: Unit, role: RoleCode) -> User:
    user = User.objects.create_user(username, password="a long password", name=username)
    appoint(user, unit, role, since=at(1, 1).date())
    return User.objects.get(pk=user.pk)


@dataclass
class Matter:
    """One matter walked through the real actions; `case` is always read afresh."""

    city: City
    cast: Cast
    number: str
    code: str
    kind: Kind

    @property
    def case(self) -> Case:
        found = Case.objects.select_related("submission", "unit__organ", "organ", "category")
        return found.get(number=self.number)

    @property
    def resident(self) -> Petitioner:
        return Petitioner.objects.select_related("submission").get(submission__number=self.number)

    @property
    def holder(self) -> public.Holder:
        held = public.find(self.number, self.code)
        assert held
        return held

    @property
    def answer(self) -> Letter:
        return self.case.letters.get(kind__in=["opinion", "reply"])

    def running(self) -> dict[str, date]:
        """The running clocks of the case with their last days."""
        return {clock.kind: clock.due_on for clock in self.case.clocks.running()}

    def seen(self, now: datetime = MORNING) -> public.ResidentCase:
        return public.look(self.holder, now=now)[0]

    def register(
        self, now: datetime = MORNING, route: Route = Route.PETITION_PROCEDURE
    ) -> "Matter":
        case = self.case
        decided = Classification(self.kind, case.category, route)
        actions.register(case, decided, by=self.cast.duty_officer, now=now)
        return self

    def refer(self, now: datetime = MORNING) -> "Matter":
        actions.refer(self.case, self.city.station, by=self.cast.duty_officer, now=now)
        return self

    def accept(self, now: datetime = MORNING) -> "Matter":
        actions.accept(self.case, by=self.cast.handler, now=now)
        return self

    def draft(self, now: datetime = MORNING) -> "Matter":
        actions.save_draft(self.case, complete_answer(), by=self.cast.handler, now=now)
        return self

    def lay(self, now: datetime = MORNING) -> "Matter":
        self.draft(now)
        actions.lay_before_head(self.case, by=self.cast.handler, now=now)
        return self

    def answered(self, now: datetime = MORNING) -> "Matter":
        self.lay(now)
        actions.issue(self.case, by=self.cast.head, now=now)
        return self

    def read(self, now: datetime = MORNING) -> "Matter":
        how = DeliveryHow.OPENED_ONLINE
        actions.deliver(self.case, self.answer, self.resident, how=how, now=now)
        return self


def complete_answer() -> actions.AnswerDraft:
    return actions.AnswerDraft(
        body="配件已到，七日内更换。",
        facts="电梯主板损坏。",
        legal_basis="《物业管理条例》第三十五条。",
        decision=Decision.SUPPORTED,
        remedy="三十日内可申请复查。",
    )


def file(
    city: City,
    cast: Cast,
    *,
    kind: Kind = Kind.APPEAL,
    now: datetime = MORNING,
    **words: str,
) -> Matter:
    category = Category.objects.get(code="housing_property")
    filing = {
        "title": "电梯停运半个月",
        "text": "老人下不了楼。\n物业说等配件。",
        "request": "请尽快修好。",
        "name": "王小明",
        "phone": "13800001234",
        "address": "千秋村三组",
    } | words
    filed = actions.submit(
        actions.Filing(kind=kind, category=category, form_key=uuid4(), **filing), now=now
    )
    return Matter(city, cast, filed.number, filed.code, kind)
