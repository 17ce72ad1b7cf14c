"""What the demo city says: invented, marked, in the words of the product, complete."""

import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from casework.choices import Kind
from core.workdays import CITY_TZ, Calendar
from demo import content, hours
from demo.plan import ALL_MONTHS, TODAY, WEIGHTS, plan
from demo.stories import stories, templates
from demo.ways import WAYS

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=CITY_TZ)
PLACES = tuple(row["place"] for row in content.table("rooms"))
FILES = sorted(path for path in content.FOLDER.rglob("*") if path.suffix in (".toml", ".csv"))
NEVER = "重复户 缠访 无理诉求 思想教育 息诉罢访 稳控 信访人 当事人 群体性 征用".split()
NEVER += "郑州 北京 老赖 刁民 谁看过".split()
TITLES = "先生|女士|师傅|大爷|大妈|局长|书记|主任|镇长|市长"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_text_has_a_word_that_is_never_used(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not [word for word in NEVER if word in text]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_text_names_a_person_or_a_number_of_one(path: Path):
    text = path.read_text(encoding="utf-8")
    assert not re.findall(rf"[{SURNAMES}](?:{TITLES})", text)
    assert not re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)|\d{17}[\dXx]", text)
    assert all(phone.startswith("0398-0000") for phone in re.findall(r"0398-\d+", text))


def test_whatever_residents_write_is_marked_as_an_example():
    every = [*stories(), *(template.story for template in templates())]
    assert not [story.title for story in every if "示例" not in story.text]


def test_a_matter_that_gets_an_opinion_has_all_its_parts():
    every = [*stories(), *(template.story for template in templates())]
    appeals = [story for story in every if story.kind == Kind.APPEAL]
    lacking = [story.title for story in appeals if not (story.facts and story.basis)]
    assert (lacking, [story.title for story in every if not story.answer]) == ([], [])


def test_whoever_gets_a_matter_acts_for_an_organ():
    acting = {row["key"] for row in content.table("stations") if row["organ"]}
    every = [*stories(), *(template.story for template in templates())]
    assert not {story.desk for story in every} - acting


def test_there_are_ninety_stations_and_every_room_has_one():
    stations = {row["key"] for row in content.table("stations")}
    assert len(stations) == 90
    assert {row["station"] for row in content.table("rooms")} <= stations


def test_every_variation_can_be_filled_in():
    chance = Random(1)
    told = [template.vary("千秋村", chance) for template in templates() for _again in range(5)]
    assert not [story.title for story in told if re.search(r"[{}]", f"{story}")]


def test_the_stories_are_eighty_and_of_every_length():
    lengths = sorted(len(story.text) for story in stories())
    assert len(lengths) >= 80
    assert lengths[0] <= 20
    assert lengths[-1] >= 350
    assert len({story.category.split("-")[0] for story in stories()}) >= 15


def test_every_way_is_gone_by_somebody():
    named = {story.way for story in stories()} | {way for way, _hours in TODAY}
    named |= {way for template in templates() for way in template.ways}
    named |= {way for ways in WEIGHTS.values() for way in ways}
    assert named - {""} == set(WAYS)


def test_the_full_plan_fills_every_month_and_every_category():
    entries = plan(ALL_MONTHS, PLACES, NOW, Calendar())
    months = Counter(f"{entry.begins:%Y-%m}" for entry in entries)
    whole = [count for month, count in sorted(months.items())[1:-1]]
    year = [entry for entry in entries if NOW - entry.begins < timedelta(days=390)]
    categories = Counter(entry.story.category.split("-")[0] for entry in year)
    assert len(entries) >= 680
    assert (len(whole), min(whole) >= 15, min(categories.values()) >= 8) == (23, True, True)


@pytest.mark.parametrize(
    ("moment", "settled"),
    [
        ((2026, 11, 24, 9, 10), "2026-11-24 09:10"),  # a Tuesday
        ((2026, 11, 24, 6, 0), "2026-11-24"),
        ((2026, 11, 24, 20, 0), "2026-11-25"),
        ((2026, 11, 28, 9, 0), "2026-11-30"),  # a Saturday
        ((2026, 10, 1, 9, 0), "2026-10-08"),  # the National Day holiday
        ((2026, 10, 10, 9, 0), "2026-10-10 09:00"),  # a Saturday worked in exchange
    ],
)
def test_a_moment_outside_office_hours_moves_to_the_next_morning(moment, settled):
    at = hours.settle(datetime(*moment, tzinfo=CITY_TZ), Calendar(), Random(1))
    assert f"{at:%Y-%m-%d %H:%M}".startswith(settled)
    assert hours.is_open(at, Calendar())


def test_hours_back_are_counted_while_offices_are_open():
    morning = datetime(2026, 11, 23, 9, 0, tzinfo=CITY_TZ)  # a Monday
    before = hours.hours_before(morning, 3, Calendar())
    assert f"{before:%Y-%m-%d %H:%M}" == "2026-11-20 16:00"
