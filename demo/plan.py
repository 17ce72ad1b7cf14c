"""Which demo matters begin when, and which way each goes. Everything is told from now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from casework.choices import Kind
from core.workdays import Calendar
from demo import hours
from demo.stories import Story, Template, stories, templates, told

ALL_MONTHS = 24
VARIATIONS_A_MONTH = 25
DAYS_A_MONTH = 30.4
SEED = 20050104  # the day the bureau opened

# How often matters of a kind go a way, where their story does not say it.
WEIGHTS: Mapping[Kind, Mapping[str, int]] = {
    Kind.APPEAL: {
        "solved": 30, "partly": 8, "silent": 9, "on_paper": 6, "unread": 2, "carried_out": 9,
        "agreed": 5, "extended": 3, "late": 4, "supplied": 5, "unsupplied": 1, "assigned": 2,
        "dispute_settled": 4, "dispute_explained": 2, "answered_again": 3, "refused": 2,
        "risen": 2, "risen_by_itself": 1, "room_settled": 12, "station_settled": 5,
    },
    Kind.SUGGESTION: {"solved": 8, "partly": 3, "silent": 4, "on_paper": 2, "unread": 1},
    Kind.ENQUIRY: {"solved": 12, "partly": 1, "silent": 3, "on_paper": 2},
}  # fmt: skip

# What the desks find today: a way that stays open, and how many office hours ago it began.
TODAY: tuple[tuple[str, float], ...] = (
    ("handed_in", 0.5), ("handed_in", 2), ("handed_in", 5), ("handed_in", 31),
    ("registered", 9), ("registered", 14), ("registered", 60),
    ("referred", 25), ("referred", 40), ("referred", 150),
    ("accepted", 70), ("accepted", 200), ("accepted", 420), ("accepted", 520),
    ("started", 120), ("drafted", 300), ("sent_back", 320), ("extended", 470),
    ("asked", 110), ("asked", 130), ("redirected", 40), ("ceased", 60), ("sealed", 35),
    ("sealed", 300), ("refused", 90), ("unread", 330), ("disputed", 330), ("disputed", 350),
    ("returned", 370), ("in_room", 12), ("in_room", 20), ("at_station", 45),
)  # fmt: skip
LONG_ROAD_BEGAN = timedelta(days=140)
NEED_ROUTE = ("elsewhere", "redirected")


@dataclass(frozen=True)
class Entry:
    """One matter to come: its story in full, where, when, which way."""

    story: Story
    place: str
    begins: datetime
    way: str


def plan(months: int, places: tuple[str, ...], now: datetime, calendar: Calendar) -> list[Entry]:
    """All matters of the demo city, told from a moment backwards."""
    chance = Random(SEED)
    return [
        *_written(months, places, now, chance),
        *_varied(months, places, now, chance),
        *_of_today(places, now, calendar, chance),
    ]


def _written(
    months: int, places: tuple[str, ...], now: datetime, chance: Random
) -> Iterator[Entry]:
    every = [story for story in stories() if story.way != "long_road"]
    chosen = every[:: max(1, ALL_MONTHS // months)]
    chance.shuffle(chosen)
    for place, story in enumerate(chosen):
        back = months * DAYS_A_MONTH * (1 - place / len(chosen))
        where = chance.choice(places)
        way = story.way or _draw(WEIGHTS[story.kind], chance)
        begins = _some_time(now, back, chance)
        while not story.fits(begins.month):
            begins -= timedelta(days=20)
        yield Entry(told(story, place=where), where, begins, way)


def _varied(
    months: int, places: tuple[str, ...], now: datetime, chance: Random
) -> Iterator[Entry]:
    deck = [template for template in templates() for _card in range(template.weight)]
    left: list[Template] = []
    total = months * VARIATIONS_A_MONTH
    for place in range(total):
        back = months * DAYS_A_MONTH * (1 - place / total)
        begins = _some_time(now, back, chance)
        template = _next_card(left, deck, begins.month, chance)
        yield _variation(template, places, begins, chance)


def _next_card(left: list[Template], deck: list[Template], month: int, chance: Random) -> Template:
    """The next template that fits the season; each comes as often as it weighs."""
    while True:
        if not left:
            left += chance.sample(deck, len(deck))
        template = left.pop()
        if template.story.fits(month):
            return template


def _variation(
    template: Template, places: tuple[str, ...], begins: datetime, chance: Random, way: str = ""
) -> Entry:
    where = chance.choice(places)
    weights = WEIGHTS[template.story.kind]
    way = way or (chance.choice(template.ways) if template.ways else _draw(weights, chance))
    return Entry(template.vary(where, chance), where, begins, way)


def _of_today(
    places: tuple[str, ...], now: datetime, calendar: Calendar, chance: Random
) -> Iterator[Entry]:
    appeals = [one for one in templates() if one.story.kind == Kind.APPEAL]
    plain = [one for one in appeals if not one.ways and one.story.fits(now.month)]
    led = [one for one in appeals if set(NEED_ROUTE) & set(one.ways)]
    near = [one for one in appeals if "room_settled" in one.ways]
    conduct = [one for one in appeals if "sealed" in one.ways]
    pools = {"redirected": led, "in_room": near, "at_station": near, "sealed": conduct}
    for way, back in TODAY:
        template = chance.choice(pools.get(way, plain))
        begins = hours.hours_before(now, back, calendar)
        yield _variation(template, places, begins, chance, way)
    (long,) = (story for story in stories() if story.way == "long_road")
    where = places[0]
    yield Entry(told(long, place=where), where, now - LONG_ROAD_BEGAN, long.way)


def _draw(weights: Mapping[str, int], chance: Random) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


def _some_time(now: datetime, days_back: float, chance: Random) -> datetime:
    return now - timedelta(days=days_back, minutes=-chance.randrange(480))
