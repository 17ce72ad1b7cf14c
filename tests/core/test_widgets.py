"""A select that is drawn without a template for each option says the same as Django's own."""

import pytest
from django import forms
from django.test.html import parse_html

from core.widgets import PlainSelect

CHOICES = [
    ("", "Not chosen"),
    ("A & B", [(1, "<b>one</b>"), (2, "two")]),
    ("3", 'three "3"'),
]


def drawn(widget: forms.Select, value: object) -> str:
    widget.choices = CHOICES
    return widget.render("area", value, {"id": "id_area", "aria-invalid": "true"})


@pytest.mark.parametrize("value", [None, "", 1, "2", "3", "nothing of these"])
def test_it_draws_what_djangos_own_select_draws(value):
    ours, djangos = drawn(PlainSelect(), value), drawn(forms.Select(), value)
    assert parse_html(ours) == parse_html(djangos)


def test_markup_in_a_name_is_shown_as_text():
    page = drawn(PlainSelect(), "1")
    assert "<b>" not in page
    assert 'label="A &amp; B"' in page
