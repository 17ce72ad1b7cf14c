"""Telling people from machines: a sum in a picture or a question in words; either is enough.

Both are rows of django-simple-captcha, each good for one try.
"""

import secrets
from collections.abc import Callable

from captcha.fields import CaptchaField, CaptchaTextInput
from captcha.models import CaptchaStore
from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from petitions_public.numerals import read_number

Question = tuple[str, str]


def ask() -> Question:
    """A question in the reader's language and its answer in digits."""
    return secrets.choice(QUESTIONS)()


def _sum() -> Question:
    left, right = _from(1, 9), _from(1, 9)
    words = {"left": _number(left), "right": _number(right)}
    return gettext("What is %(left)s plus %(right)s?") % words, str(left + right)


def _difference() -> Question:
    right = _from(1, 8)
    left = _from(right + 1, 9)
    words = {"left": _number(left), "right": _number(right)}
    return gettext("What is %(left)s minus %(right)s?") % words, str(left - right)


def _day_after() -> Question:
    day = secrets.randbelow(7)
    words = {"day": _weekdays()[day]}
    return gettext("Which day comes after %(day)s?") % words, str((day + 1) % 7 + 1)


# Each fits the 32 characters a challenge may have, in both languages.
QUESTIONS: tuple[Callable[[], Question], ...] = (_sum, _difference, _day_after)


class PictureInput(CaptchaTextInput):
    template_name = "captcha/picture.html"
    use_fieldset = False  # one box to fill in; its key is hidden


class WordQuestionInput(PictureInput):
    """The question stands on the page as text, where the other challenge is a picture."""

    template_name = "captcha/question.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["question"] = CaptchaStore.objects.get(hashkey=self._key).challenge
        return context


class ChallengeField(CaptchaField):
    """Cleans to True when answered rightly, to False when left empty."""

    def clean(self, value: list[str | None] | None) -> bool:
        key, typed = value or (None, None)
        answer = read_number(typed or "")
        if not answer:
            return False
        super().clean([key or "", answer])
        return True


class CaptchaForm(forms.Form):
    """One right answer lets pass, whatever stands in the other box."""

    use_required_attribute = False
    default_renderer = TemplatesSetting  # our templates stand with the others

    picture = ChallengeField(
        label=_("Work out the sum in the picture"),
        widget=PictureInput(),
        error_messages={"invalid": _("The sum is not right. Here is a new one.")},
    )
    question = ChallengeField(
        label=_("Or answer this question"),
        widget=WordQuestionInput(generator=ask),
        error_messages={"invalid": _("This answer is not right. Here is a new question.")},
    )

    @classmethod
    def after(cls, wrong: str | None) -> "CaptchaForm":
        """The form for the next try; None is the first."""
        if wrong is None:
            return cls()
        form = cls({})
        if wrong in form.fields:
            form._errors = ErrorDict()
            form.cleaned_data = {}
            form.add_error(wrong, form.fields[wrong].error_messages["invalid"])
        return form

    @property
    def wrong(self) -> str:
        """Which box was answered wrongly; "none" when neither was answered."""
        answered = [name for name in self.errors if self[name].value()[1]]
        return answered[0] if answered else "none"

    def clean(self) -> None:
        if any(self.cleaned_data.values()):
            self._errors.clear()
        elif not self._errors:
            self.add_error("picture", _("Please answer one of the two: the sum or the question."))


def _from(low: int, high: int) -> int:
    return low + secrets.randbelow(high - low + 1)


def _number(value: int) -> str:
    words = (
        pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
    )
    return words[value - 1]


def _weekdays() -> tuple[str, ...]:
    return (
        gettext("Monday"),
        gettext("Tuesday"),
        gettext("Wednesday"),
        gettext("Thursday"),
        gettext("Friday"),
        gettext("Saturday"),
        gettext("Sunday"),
    )
