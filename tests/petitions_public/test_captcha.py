import pytest
from captcha.conf import settings as captcha_settings
from captcha.models import CaptchaStore
from django.utils.translation import override

from petitions_public.captcha import QUESTIONS, CaptchaForm
from petitions_public.numerals import read_number

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _really_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(captcha_settings, "CAPTCHA_TEST_MODE", False)


def challenge(answer: str) -> str:
    return CaptchaStore.objects.create(challenge="?", response=answer).hashkey


def form(picture: str = "", question: str = "") -> CaptchaForm:
    return CaptchaForm(
        {
            "picture_0": challenge("12"),
            "picture_1": picture,
            "question_0": challenge("4"),
            "question_1": question,
        }
    )


@pytest.mark.parametrize(
    ("picture", "question"),
    [("12", ""), ("十二", ""), ("１２", ""), ("", "四"), ("", "星期四"), ("7", "4"), ("12", "9")],
)
def test_one_right_answer_of_the_two_is_enough(picture: str, question: str) -> None:
    assert form(picture, question).is_valid()


@pytest.mark.parametrize(
    ("picture", "question", "field"),
    [("", "", "picture"), ("13", "", "picture"), ("", "五", "question"), ("12x", "", "picture")],
)
def test_a_wrong_answer_is_told_beside_its_box(picture: str, question: str, field: str) -> None:
    asked = form(picture, question)
    assert list(asked.errors) == [field]


def test_each_challenge_is_good_for_one_try() -> None:
    data = {"picture_0": challenge("12"), "picture_1": "12"}
    assert CaptchaForm(data).is_valid()
    assert not CaptchaForm(data).is_valid()


def test_a_forged_key_is_a_wrong_answer() -> None:
    assert not CaptchaForm({"picture_0": "forged", "picture_1": "12"}).is_valid()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("build", QUESTIONS)
def test_every_question_fits_its_row_and_has_a_number_as_answer(build, language: str) -> None:
    with override(language):
        for _again in range(30):
            asked, answer = build()
            assert len(asked) <= 32
            assert read_number(answer) == answer
