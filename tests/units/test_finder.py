"""Find the room that serves you: by village, street, department or part of a word."""

from datetime import date

import pytest

from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "there", "not_there"),
    [
        ("千秋", ["千秋村群众工作室", "住建局群众工作站"], ["人社局群众工作站"]),
        ("人社", ["人社局群众工作站"], ["千秋村群众工作室"]),
        ("住建局", ["住建局群众工作站", "千秋村群众工作室"], ["人社局群众工作站"]),
        ("  ", ["千秋村群众工作室", "人社局群众工作站"], []),
        ("没有这个地方", [], ["千秋村群众工作室"]),
    ],
)
def test_a_part_of_a_name_is_enough(city, client, words, there, not_there):
    text = client.get("/units/", {"q": words}).content.decode()
    assert all(name in text for name in there)
    assert not any(name in text for name in not_there)


def test_the_bureau_is_always_there(city, client):
    assert "群众工作局" in client.get("/units/", {"q": "没有这个地方"}).content.decode()


def test_a_closed_room_is_no_longer_shown(city, client):
    Unit.objects.filter(pk=city.room.pk).update(closed_on=date(2026, 1, 1))
    assert "千秋村群众工作室" not in client.get("/units/").content.decode()


def test_the_page_takes_few_queries_however_large_the_network(
    city, client, django_assert_max_num_queries
):
    station = Unit.objects.get(pk=city.station.pk)
    for number in range(20):
        station.add_child(name=f"示例{number}村", kind="room", area=f"示例{number}村")
        station.refresh_from_db()
    client.get("/units/")
    with django_assert_max_num_queries(6):
        client.get("/units/", {"q": "示例"})
