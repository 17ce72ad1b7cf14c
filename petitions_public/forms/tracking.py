"""What a person types to look a matter up, and to answer back."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.public import Score, Solved
from core.models import PortalSettings
from petitions_public.forms.fields import WordsField

_CHOOSE = {
    "required": _("Please choose one."),
    "invalid_choice": _("Please choose one from the list."),
}
_SCORES = (
    (Score.SATISFIED.value, _("Satisfied")),
    (Score.FAIRLY.value, _("Fairly satisfied")),
    (Score.DISSATISFIED.value, _("Not satisfied")),
)
_SOLVED = (
    (Solved.SOLVED.value, _("Solved")),
    (Solved.PARTLY.value, _("Partly solved")),
    (Solved.NOT_SOLVED.value, _("Not solved")),
)


class LookupForm(forms.Form):
    number = forms.CharField(
        label=_("Number"),
        help_text=_("On your receipt, for example YM2026-483107-5. Spaces do not matter."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please enter the number.")},
    )
    code = forms.CharField(
        label=_("Query code"),
        help_text=_("12 digits, on the same slip."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": _("Please enter the query code.")},
    )
    # Words posted after the twenty minutes ran out travel through the lookup.
    kept = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    @property
    def kept_words(self) -> list[str]:
        """The words that wait, for the page to show."""
        words = self["kept"].value()
        return [words] if words else []

    def clean_number(self) -> str:
        """Squeezed, in capitals; the city's letters may be left out on a numeric keypad."""
        wide = unicodedata.normalize("NFKC", self.cleaned_data["number"]).upper()
        squeezed = re.sub(r"[^0-9A-Z]", "", wide)
        if squeezed.isdigit():
            return PortalSettings.current().number_prefix + squeezed
        return squeezed


class MaterialForm(forms.Form):
    words = WordsField(
        label=_("What you want to add"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Please write something.")},
    )


class RatingForm(forms.Form):
    bureau = forms.ChoiceField(
        label=_("The bureau: did it take your matter seriously and in time?"),
        choices=_SCORES,
        widget=forms.RadioSelect,
        error_messages={**_CHOOSE, "required": _("Please rate the bureau.")},
    )
    unit = forms.ChoiceField(
        label=_("The unit in charge: how did it handle your matter?"),
        choices=_SCORES,
        widget=forms.RadioSelect,
        error_messages={**_CHOOSE, "required": _("Please rate the unit.")},
    )


class SolvedForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Was it really solved?"),
        choices=_SOLVED,
        widget=forms.RadioSelect,
        error_messages={**_CHOOSE, "required": _("Please say whether it was solved.")},
    )
    words = WordsField(
        label=_("What do you want to say about it?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def score_words(value: str) -> str:
    return str(dict(_SCORES).get(value, ""))


def solved_words(value: str) -> str:
    return str(dict(_SOLVED).get(value, ""))
