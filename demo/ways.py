"""The ways a demo matter may go. Each `yield` is the time that passes before the next step; a
way that ends leaves the matter as it stands."""

from collections.abc import Callable, Generator, Iterator
from datetime import timedelta

from casework.choices import DisputeOutcome, Kind, Score, Solved
from casework.workflow import Status
from demo.matter import Matter

Walk = Iterator[timedelta]
Nearby = Generator[timedelta, None, bool]
Way = Callable[[Matter], Walk]

RATES = 0.75
NEARBY_WITHIN = 5  # days; a room has seven


def _days(matter: Matter, least: int, most: int) -> timedelta:
    return timedelta(days=matter.chance.randint(least, most), hours=matter.chance.randint(0, 6))


def _hours(matter: Matter, least: int, most: int) -> timedelta:
    return timedelta(minutes=matter.chance.randint(least * 60, most * 60))


# --- first steps -----------------------------------------------------------------------------
def _filed(m: Matter) -> Walk:
    m.file()
    yield _hours(m, 1, 6)


def _registered(m: Matter) -> Walk:
    yield from _filed(m)
    m.register()
    yield _hours(m, 2, 30)


def _referred(m: Matter) -> Walk:
    yield from _registered(m)
    m.refer()
    yield _days(m, 1, 3 if m.story.kind == Kind.ENQUIRY else 9)


def _accepted(m: Matter) -> Walk:
    """Appeals are accepted in writing; suggestions and enquiries are answered where they are."""
    yield from _referred(m)
    if m.story.kind == Kind.APPEAL:
        m.accept()
        yield _days(m, 4, 30)


def _issued(m: Matter, body: str = "") -> Walk:
    m.draft(body)
    yield _hours(m, 3, 20)
    m.issue()
    yield _days(m, 1, 5)


def _answered(m: Matter) -> Walk:
    yield from _accepted(m)
    yield from _issued(m)


def _read(m: Matter) -> Walk:
    yield from _answered(m)
    m.read()
    yield _hours(m, 1, 50)


def _judged(m: Matter, unhappy: float = 0.1) -> Walk:
    """Many people rate, most of them kindly."""
    if m.chance.random() > RATES:
        return
    draw = m.chance.random()
    if draw < unhappy:
        m.rate(Score.DISSATISFIED)
    elif draw < 0.35:
        m.rate(Score.FAIRLY)
    else:
        m.rate(Score.SATISFIED)
    yield timedelta(minutes=3)


# --- whole ways ------------------------------------------------------------------------------
def handed_in(m: Matter) -> Walk:
    m.file()
    yield from ()


def registered(m: Matter) -> Walk:
    yield from _filed(m)
    m.register()


def referred(m: Matter) -> Walk:
    yield from _registered(m)
    m.refer()


def assigned(m: Matter) -> Walk:
    """Assigned by a leader with a day for the report."""
    yield from _registered(m)
    m.assign()
    yield _days(m, 1, 6)
    m.accept()
    yield _days(m, 5, 25)
    yield from _issued(m)
    m.read()
    yield _hours(m, 2, 40)
    yield from _judged(m)
    m.say(Solved.SOLVED)


def accepted(m: Matter) -> Walk:
    yield from _referred(m)
    m.accept()


def started(m: Matter) -> Walk:
    yield from _referred(m)
    m.accept()
    yield _days(m, 1, 3)
    m.start()
    m.note("已约报事人到现场一起看。（示例）")


def drafted(m: Matter) -> Walk:
    yield from _accepted(m)
    m.draft()


def sent_back(m: Matter) -> Walk:
    yield from _accepted(m)
    m.draft()
    yield _hours(m, 2, 6)
    m.send_back()


def extended(m: Matter) -> Walk:
    """In time by an extension that was told to the resident (Art 34)."""
    yield from _referred(m)
    m.accept()
    yield _days(m, 2, 5)
    m.start()
    yield _days(m, 45, 50)
    m.extend()
    yield _days(m, 12, 25)
    yield from _issued(m)
    m.read()
    yield _hours(m, 2, 40)
    yield from _judged(m, unhappy=0.3)
    m.say(Solved.SOLVED)


def late(m: Matter) -> Walk:
    """Answered after the last day."""
    yield from _referred(m)
    m.accept()
    yield _days(m, 62, 75)
    yield from _issued(m)
    m.read()
    yield _hours(m, 2, 40)
    yield from _judged(m, unhappy=0.5)
    m.say(Solved.PARTLY)


def asked(m: Matter) -> Walk:
    yield from _referred(m)
    m.accept()
    yield _days(m, 1, 4)
    m.ask()


def supplied(m: Matter) -> Walk:
    yield from asked(m)
    yield _days(m, 1, 9)
    if m.stands(Status.NEEDS_INFO):
        m.supply()
    yield _days(m, 3, 20)
    yield from _issued(m)
    m.read()
    yield _hours(m, 2, 40)
    yield from _judged(m)
    m.say(Solved.SOLVED)


def unsupplied(m: Matter) -> Walk:
    """The days for material ran out; it went on without."""
    yield from asked(m)
    yield _days(m, 18, 30)
    yield from _issued(m)
    m.read()


def solved(m: Matter) -> Walk:
    yield from _read(m)
    yield from _judged(m, unhappy=0.04)
    m.say(Solved.SOLVED)


def partly(m: Matter) -> Walk:
    yield from _read(m)
    yield from _judged(m, unhappy=0.25)
    m.say(Solved.PARTLY)


def silent(m: Matter) -> Walk:
    """Read and nothing said: it closes by itself when the last day for review has passed."""
    yield from _read(m)


def unread(m: Matter) -> Walk:
    yield from _answered(m)


def on_paper(m: Matter) -> Walk:
    yield from _answered(m)
    m.hand_over()


def carried_out(m: Matter) -> Walk:
    yield from _read(m)
    yield from _judged(m)
    yield _days(m, 2, 9)
    m.carried_out()


def agreed(m: Matter) -> Walk:
    """Settled by agreement while it was in hand (Art 33)."""
    yield from _accepted(m)
    m.settled()
    yield _days(m, 1, 3)
    yield from _judged(m)
    m.say(Solved.SOLVED)


def refused(m: Matter) -> Walk:
    yield from _referred(m)
    m.refuse()


def elsewhere(m: Matter) -> Walk:
    """Led into another procedure, whose desk took it over."""
    yield from _registered(m)
    m.redirect()
    yield _days(m, 3, 9)
    m.taken_over()


def redirected(m: Matter) -> Walk:
    yield from _registered(m)
    m.redirect()


def ceased(m: Matter) -> Walk:
    yield from _registered(m)
    m.cease()


def sealed(m: Matter) -> Walk:
    """A complaint about conduct: only the discipline desk meets it from here on."""
    yield from _registered(m)
    m.seal()
    yield _days(m, 5, 9)
    m.taken_over_by_discipline()


def disputed(m: Matter) -> Walk:
    yield from _read(m)
    yield from _judged(m, unhappy=0.8)
    m.say(Solved.NOT_SOLVED, m.story.disputed)


def dispute_settled(m: Matter) -> Walk:
    yield from disputed(m)
    yield _hours(m, 4, 30)
    m.conclude(DisputeOutcome.SETTLED)


def dispute_explained(m: Matter) -> Walk:
    """The answer stands; the bureau named the remedy."""
    yield from disputed(m)
    yield _hours(m, 4, 30)
    m.conclude(DisputeOutcome.REMEDY_NAMED)


def returned(m: Matter) -> Walk:
    yield from disputed(m)
    yield _hours(m, 4, 30)
    m.conclude(DisputeOutcome.RETURNED)


def answered_again(m: Matter) -> Walk:
    yield from returned(m)
    yield _days(m, 3, 10)
    yield from _issued(m, m.story.again)
    m.read()
    yield _hours(m, 2, 40)
    yield from _judged(m)
    m.say(Solved.SOLVED)


def in_room(m: Matter) -> Nearby:
    """Handed to the room of the village, unless the holidays have eaten up its days already.
    Tells whether it is there."""
    yield from _filed(m)
    if m.days_old > NEARBY_WITHIN:
        yield from _by_bureau(m)
        return False
    m.hand_down()
    return True


def at_station(m: Matter) -> Nearby:
    """From the room to the station, by its officer's word."""
    nearby = yield from in_room(m)
    if nearby:
        yield _days(m, 1, 3)
        if m.stands(Status.LOCAL):
            m.rise()
    return nearby


def room_settled(m: Matter) -> Walk:
    """Settled where it is, by the room of the village."""
    nearby = yield from in_room(m)
    if nearby:
        yield _days(m, 1, 4)
        yield from _settled_nearby(m)


def station_settled(m: Matter) -> Walk:
    nearby = yield from at_station(m)
    if nearby:
        yield _days(m, 1, 5)
        yield from _settled_nearby(m)


def risen(m: Matter) -> Walk:
    """Neither room nor station could settle it: the bureau passed it to the organ in charge."""
    nearby = yield from at_station(m)
    if nearby:
        yield _days(m, 1, 3)
        if m.stands(Status.LOCAL):
            m.rise()
        yield _hours(m, 3, 20)
        yield from _by_bureau(m)


def risen_by_itself(m: Matter) -> Walk:
    """The room's limit ended; at the station it was settled."""
    nearby = yield from in_room(m)
    if nearby:
        yield timedelta(days=9)
        yield from _settled_nearby(m)


def _settled_nearby(m: Matter) -> Walk:
    """Most people whose matter was settled at their door say so."""
    if not m.stands(Status.LOCAL):  # its time there ended over the holidays
        yield from _by_bureau(m)
        return
    m.settle_nearby()
    if m.chance.random() < 0.7:
        yield _hours(m, 2, 50)
        yield from _judged(m, unhappy=0.03)
        m.say(Solved.SOLVED)


def _by_bureau(m: Matter) -> Walk:
    """What could not be settled nearby goes to the organ in charge."""
    if m.stands(Status.SUBMITTED):
        m.register()
    elif m.stands(Status.LOCAL):  # the station's, which lets it rise
        m.rise()
        m.classify()
    else:
        m.classify()
    m.refer()
    yield _days(m, 1, 6)
    if m.story.kind == Kind.APPEAL:
        m.accept()
        yield _days(m, 4, 20)
    yield from _issued(m)
    m.read()
    yield _hours(m, 2, 40)
    yield from _judged(m)
    m.say(Solved.SOLVED)


def long_road(m: Matter) -> Walk:
    """Everything that may happen to one matter."""
    yield from _referred(m)
    m.accept()
    yield _days(m, 1, 2)
    m.start()
    yield _days(m, 2, 3)
    m.ask()
    yield _days(m, 3, 4)
    m.supply()
    yield _days(m, 38, 42)
    m.extend()
    yield _days(m, 14, 18)
    m.draft()
    yield _hours(m, 3, 6)
    m.send_back()
    yield _hours(m, 20, 30)
    yield from _issued(m)
    m.read()
    yield _hours(m, 3, 20)
    m.rate(Score.DISSATISFIED)
    yield timedelta(minutes=3)
    m.say(Solved.NOT_SOLVED, m.story.disputed)
    yield _hours(m, 3, 8)
    m.conclude(DisputeOutcome.RETURNED)
    yield _days(m, 4, 8)
    yield from _issued(m, m.story.again)
    m.read()
    yield _hours(m, 3, 20)
    m.rate(Score.FAIRLY)
    yield timedelta(minutes=3)
    m.say(Solved.SOLVED, "这次水压够了，五楼也能洗澡了，谢谢。（示例）")


WAYS: dict[str, Way] = {
    way.__name__: way
    for way in (
        handed_in, registered, referred, assigned, accepted, started, drafted, sent_back,
        extended, late, asked, supplied, unsupplied, solved, partly, silent, unread, on_paper,
        carried_out, agreed, refused, elsewhere, redirected, ceased, sealed, disputed,
        dispute_settled, dispute_explained, returned, answered_again, in_room, at_station,
        room_settled, station_settled, risen, risen_by_itself, long_road,
    )
}  # fmt: skip
