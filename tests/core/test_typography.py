"""Dates in running text."""

import pytest

from core.templatetags.typography import whole_dates


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("最迟 2027-01-05 答复", '最迟 <span class="date">2027-01-05</span> 答复'),
        ("YM2026-483107-5", "YM2026-483107-5"),
        ("<b>2027-01-05", '&lt;b&gt;<span class="date">2027-01-05</span>'),
    ],
)
def test_a_date_is_kept_on_one_line_and_everything_else_is_escaped(text, html):
    assert whole_dates(text) == html
