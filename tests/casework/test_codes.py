import re
from uuid import uuid4

import pytest

from casework.codes import (
    code_digests,
    derive_code,
    draw_number,
    hash_code,
    in_groups,
    normalise_code,
    normalise_number,
)


def test_a_drawn_number_has_prefix_year_six_digits_and_a_check_digit():
    number = draw_number("YM", 2026)
    assert re.fullmatch(r"YM2026-\d{6}-\d", number)
    assert normalise_number(number) == number


def test_drawn_numbers_do_not_run_in_order():
    numbers = [draw_number("YM", 2026) for _ in range(50)]
    assert numbers != sorted(numbers)


@pytest.mark.parametrize(
    "change",
    [
        lambda n: n.lower(),
        lambda n: n.replace("-", ""),
        lambda n: n.replace("-", " "),
        lambda n: f"  {n}  ",
        lambda n: "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in n),
        lambda n: n.replace("-", "－"),
    ],
)
def test_a_number_is_understood_however_it_is_typed(change):
    number = draw_number("YM", 2026)
    assert normalise_number(change(number)) == number


def test_a_single_wrong_digit_is_caught_by_the_check_digit():
    number = draw_number("YM", 2026)
    digits = [i for i, sign in enumerate(number) if sign.isdigit()]
    for place in digits:
        other = str((int(number[place]) + 1) % 10)
        assert normalise_number(number[:place] + other + number[place + 1 :]) == ""


@pytest.mark.parametrize("typed", ["", "YM2026", "2026-483107-5", "'; DROP", "YM2026-48310-5"])
def test_what_is_no_number_is_empty(typed):
    assert normalise_number(typed) == ""


def test_a_code_is_twelve_digits_and_the_same_each_time():
    submission, person = uuid4(), uuid4()
    code = derive_code(submission, person, 1)
    assert re.fullmatch(r"\d{12}", code)
    assert derive_code(submission, person, 1) == code
    assert derive_code(submission, person, 2) != code
    assert derive_code(submission, uuid4(), 1) != code


def test_a_code_matches_only_its_own_submission():
    submission, person = uuid4(), uuid4()
    code = derive_code(submission, person, 1)
    kept = hash_code(submission, code)
    assert kept.digest in code_digests(submission, code)
    assert kept.digest not in code_digests(submission, code[::-1])
    assert kept.digest not in code_digests(uuid4(), code)


def test_a_code_is_shown_and_read_in_groups():
    assert in_groups("123456789012") == "1234 5678 9012"
    assert normalise_code(" １２３４ 5678-9012 ") == "123456789012"
