"""A text that cannot be opened: said so, nothing wrong shown, the other matters go on."""

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from casework.models import Note, Submission
from tests import cast as stage

INDEX = "/admin/matters/"
IN_LIST = "(cannot be opened: tell the people who run this portal)"
ON_PAGE = "This cannot be opened at the moment"


def in_chinese(words: str) -> str:
    with override("zh-hans"):
        return gettext(words)


@pytest.fixture
def broken(file) -> stage.Matter:
    """A matter into whose title the words of another one were copied."""
    matter, other = file(), file(title="不该出现的话")
    taken = Submission.objects.get(number=other.number).__dict__["title"]
    Submission.objects.filter(number=matter.number).update(title=taken)
    return matter


@pytest.fixture
def staff(cast) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(cast.duty_officer)
    return client


@pytest.mark.parametrize("ask", [lambda c: c.get(INDEX, {"tab": "open"}), None])
def test_a_list_says_which_title_is_closed_and_shows_the_others(broken, staff, ask):
    page = ask(staff) if ask else staff.post(f"{INDEX}search/", {"q": "王小明"})
    titles = {row.number: row.title for row in page.context["rows"]}
    assert page.status_code == 200
    assert titles.pop(broken.number) == in_chinese(IN_LIST)
    assert list(titles.values()) == ["不该出现的话"]


def test_the_page_of_the_matter_says_why_it_is_closed(broken, staff):
    page = staff.get(f"{INDEX}{broken.number}/")
    assert page.status_code == 500
    assert in_chinese(ON_PAGE) in page.content.decode()
    assert "不该出现的话" not in page.content.decode()


def test_the_resident_reads_why_and_nothing_wrong(broken, db):
    client = Client(raise_request_exception=False)
    client.post("/en/petitions/track/", {"number": broken.number, "code": broken.code})
    page = client.get("/en/petitions/track/")
    assert page.status_code == 500
    assert ON_PAGE in page.content.decode()
    assert "不该出现的话" not in page.content.decode()


def test_another_text_of_the_matter_that_is_closed_shows_no_part_of_the_page(matter, staff):
    matter.register().refer().accept().lay()
    Note.objects.create(case=matter.case, kind="internal", text="内部")
    Note.objects.update(text=Submission.objects.get().__dict__["title"])
    page = staff.get(f"{INDEX}{matter.number}/")
    assert page.status_code == 500
    assert "王**" not in page.content.decode()
