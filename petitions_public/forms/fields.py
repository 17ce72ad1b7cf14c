"""Fields that forgive how people type and say plainly what is wrong."""

import unicodedata

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

CHINA = 86


class WordsField(forms.CharField):
    """Text with a limit that says by how much it is over.

    No maxlength in the page: a browser would cut a pasted text off without a word.
    """

    def __init__(self, *, max_length: int, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length
        self.validators = []

    def to_python(self, value: object) -> str:
        """Line ends count as one character, as they do in the browser."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        over = len(value) - self.max_length
        if over > 0:
            template = ngettext(
                "“%(label)s” is %(over)d character too long; at most %(limit)d fit.",
                "“%(label)s” is %(over)d characters too long; at most %(limit)d fit.",
                over,
            )
            values = {"label": self.label, "over": over, "limit": self.max_length}
            raise forms.ValidationError(template % values, code="max_length")
        if "\x00" in value:
            template = _(
                "In “%(label)s” is a character that cannot be stored. Please type it again."
            )
            raise forms.ValidationError(template, code="null", params={"label": self.label})


class LineField(WordsField):
    """One line of text."""

    def to_python(self, value: object) -> str:
        return " ".join(super().to_python(value).split("\n"))


class PhoneField(LineField):
    """A telephone number in China, mobile or with area code, in digits of any width."""

    default_error_messages = {
        "no_phone": _("Please give a mobile number of 11 digits, or a landline with area code.")
    }
    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def clean(self, value: object) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        readable = unicodedata.normalize("NFKC", typed).replace("转", " ext. ")
        try:
            number = phonenumbers.parse(readable, "CN")
        except phonenumbers.NumberParseException:
            raise self._refusal() from None
        if number.country_code != CHINA or not phonenumbers.is_valid_number(number):
            raise self._refusal()
        return _as_dialled(number)

    def _refusal(self) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages["no_phone"], code="no_phone")


class RadioWithHints(forms.RadioSelect):
    """Radio buttons with a sentence under each."""

    def __init__(self, hints: dict[str, object]) -> None:
        super().__init__()
        self.hints = hints

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


def _as_dialled(number: phonenumbers.PhoneNumber) -> str:
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    is_mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return shown.replace(" ", "") if is_mobile else shown
