import pytest

from casework import public
from core.workdays import city_day
from petitions_public.forms.filing import AboutForm, KindForm, WhatForm, WhereForm, WhoForm
from petitions_public.forms.tracking import LookupForm
from tests import cast as stage
from tests.petitions_public.walker import ANSWERS

pytestmark = pytest.mark.django_db

WHAT = ANSWERS["what"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Please say in one sentence what it is about."),
        ("title", "   ", "Please say in one sentence what it is about."),
        ("title", "事" * 65, "is 5 characters too long; at most 60 fit."),
        ("text", "事" * 5001, "is 1 character too long; at most 5000 fit."),
        ("request", "", "Please write what you ask for."),
        ("request", "事" * 1100, "is 100 characters too long; at most 1000 fit."),
        ("text", "a\x00b", "a character that cannot be stored"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(field: str, typed: str, sentence: str) -> None:
    form = WhatForm({**WHAT, field: typed})
    assert sentence in form.errors[field][0]
    assert list(form.errors) == [field]


def test_a_line_end_counts_as_one_character_as_in_the_browser() -> None:
    form = WhatForm({**WHAT, "text": "事\r\n" * 2500})
    assert form.is_valid()
    assert len(form.cleaned_data["text"]) == 4999


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("13800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("138 0000 1234", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("0398-5823456", "0398 582 3456"),
    ],
)
def test_a_telephone_is_taken_however_it_is_typed(typed: str, kept: str) -> None:
    form = WhoForm({"phone": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["phone"] == kept


@pytest.mark.parametrize("typed", ["139", "5823456", "电话没有", "12345678901", "+1 202 555 0123"])
def test_what_is_no_telephone_is_told_beside_the_field(typed: str) -> None:
    form = WhoForm({"phone": typed})
    assert "mobile number of 11 digits" in form.errors["phone"][0]


@pytest.mark.parametrize("typed", ["", "bribery", "discipline", "housing_property;"])
def test_an_unknown_category_is_refused(typed: str) -> None:
    assert list(AboutForm({"category": typed}).errors) == ["category"]


@pytest.mark.parametrize("typed", ["complaint", "", "APPEAL"])
def test_an_unknown_kind_is_refused(typed: str) -> None:
    assert list(KindForm({"kind": typed}).errors) == ["kind"]


def test_ten_categories_stand_on_the_first_screen_and_unsure_always() -> None:
    form = AboutForm()
    assert len(form.first_screen) == 10
    assert form.unsure.data["value"] == "unsure"
    assert form.more
    assert not form.is_more_open


def test_the_rest_is_open_when_one_of_it_was_chosen() -> None:
    code = AboutForm().more[0].data["value"]
    assert AboutForm(initial={"category": code}).is_more_open


def test_only_villages_and_communities_can_be_chosen(city: stage.City) -> None:
    assert WhereForm({"area": str(city.room.pk)}).is_valid()
    for forged in (city.bureau.pk, city.station.pk, 999_999, "drop table"):
        assert list(WhereForm({"area": str(forged)}).errors) == ["area"]


def test_the_form_offers_what_the_queue_offers(city: stage.City) -> None:
    groups = WhereForm().fields["area"].choices[1:]
    offered = public.places(city_day(stage.MORNING))
    assert [name for name, _rooms in groups] == [place.name for place in offered]


@pytest.mark.parametrize(
    "typed",
    ["YM2026-483107-5", "ym2026 4831075", "ＹＭ２０２６－４８３１０７－５", "2026-483107-5"],
)
def test_a_number_is_taken_in_any_spacing_width_and_case(typed: str) -> None:
    form = LookupForm({"number": typed, "code": "1"})
    assert form.is_valid()
    assert form.cleaned_data["number"] == "YM20264831075"
