import logging
import sys

import pytest

from core.logs import WithoutPersonalData, masked


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("phone 13800001234 called", "phone [digits] called"),
        ("41128119620101123X", "[digits]X"),
        ("code 1234 5678 9012", "code [digits]"),
        ("code 1234-5678-9012", "code [digits]"),
        ("matter YM2026-483107-5", "matter YM2026-483107-5"),
        ("on 2026-02-17 09:30", "on 2026-02-17 09:30"),
        ("GET /search/?q=王小二 404", "GET /search/?[query] 404"),
        ("Really? Yes", "Really? Yes"),
    ],
)
def test_long_numbers_and_queries_are_masked(text, written):
    assert masked(text) == written


def record(message: str, *args: object, exc_info: object = None) -> logging.LogRecord:
    made = logging.LogRecord("tests", logging.INFO, "", 0, message, args, exc_info)
    assert WithoutPersonalData().filter(made)
    return made


def test_arguments_of_a_message_are_masked():
    assert record("called %s", "13800001234").getMessage() == "called [digits]"
    assert record("100%% of %d", 13800001234).getMessage() == "100% of [digits]"


def test_a_traceback_is_masked():
    try:
        int("13800001234 x")
    except ValueError:
        made = record("failed", exc_info=sys.exc_info())

    text = logging.Formatter().format(made)
    assert "Traceback" in text and "ValueError" in text
    assert "13800001234" not in text


def test_the_console_handler_of_the_settings_masks(settings):
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["no_personal_data"]
