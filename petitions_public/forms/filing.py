"""One form for each page of the petition."""

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.public import Kind, categories, places
from core.widgets import PlainSelect
from core.workdays import city_day
from petitions_public.forms.fields import LineField, PhoneField, RadioWithHints, WordsField

UNSURE = "unsure"

KIND_WORDS = (
    (Kind.APPEAL.value, _("I have a trouble that must be settled")),
    (Kind.SUGGESTION.value, _("I have a suggestion")),
    (Kind.ENQUIRY.value, _("I want to ask about a rule or policy")),
    (Kind.REPORT.value, _("I want to report an official")),
)
_KIND_HINTS = {
    Kind.APPEAL.value: _(
        "Unpaid wages, demolition, housing management, pollution, a company breaking the law: "
        "choose this too."
    ),
    Kind.SUGGESTION.value: _("How the city could do something better."),
    Kind.ENQUIRY.value: _("A question; nothing has to be settled."),
    Kind.REPORT.value: _(
        "Bribery, abuse of office, breach of discipline: this goes to the discipline organ, "
        "not through this form."
    ),
}
_CHOOSE = {
    "required": _("Please choose one."),
    "invalid_choice": _("Please choose one from the list."),
}


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=KIND_WORDS,
        widget=RadioWithHints(_KIND_HINTS),
        error_messages=_CHOOSE,
    )


class WhatForm(forms.Form):
    title = LineField(
        label=_("In one sentence: what is it about?"),
        help_text=_("For example: the lift in building 3 has stood still for two weeks."),
        max_length=60,
        error_messages={"required": _("Please say in one sentence what it is about.")},
    )
    text = WordsField(
        label=_("What happened?"),
        help_text=_("When, where, who? Whom have you spoken to, and what did they say?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": _("Please write down what happened.")},
    )
    request = WordsField(
        label=_("What do you ask for?"),
        help_text=_("For example: repair the lift by the end of the month."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please write what you ask for.")},
    )


class EnquiryForm(WhatForm):
    """A question asks by itself; what is wanted may be left out."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        request = self.fields["request"]
        request.required = False
        request.help_text = _("For example: which papers do I need, and where do I go?")


class WhereForm(forms.Form):
    area = forms.TypedChoiceField(
        label=_("Village or community"),
        help_text=_("If you are not sure or it is not in the list, leave it open."),
        required=False,
        coerce=int,
        empty_value=None,
        widget=PlainSelect,
        error_messages=_CHOOSE,
    )
    place = LineField(
        label=_("Where exactly?"),
        help_text=_("Street, house, company, or how to get there."),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = _villages  # asked for only when drawn or chosen from


class AboutForm(forms.Form):
    category = forms.ChoiceField(
        label=_("What is it about?"),
        help_text=_("Only so that it reaches the right desk. You cannot choose wrongly."),
        widget=forms.RadioSelect,
        error_messages=_CHOOSE,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offered = categories(city_day(timezone.now()))
        self._first = {choice.code for choice in offered if choice.first_screen}
        self.fields["category"].choices = [
            *((choice.code, _words(choice)) for choice in offered),
            (UNSURE, _("Not sure: please let your staff choose for me")),
        ]

    @property
    def first_screen(self) -> list[forms.BoundField]:
        return [radio for radio in self["category"] if radio.data["value"] in self._first]

    @property
    def more(self) -> list[forms.BoundField]:
        shown = self._first | {UNSURE}
        return [radio for radio in self["category"] if radio.data["value"] not in shown]

    @property
    def unsure(self) -> forms.BoundField:
        return self["category"][-1]

    @property
    def is_more_open(self) -> bool:
        return any(radio.data["selected"] for radio in self.more)


class WhoForm(forms.Form):
    name = LineField(
        label=_("Your name"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=_("Telephone"),
        help_text=_(
            "Only so that we can ask back and tell you when there is news. It is never published."
        ),
        required=False,
        max_length=40,
    )
    address = LineField(
        label=_("Address"),
        help_text=_("So that written notice can reach you."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )


def kind_words(kind: str) -> str:
    return str(dict(KIND_WORDS)[kind])


def _words(choice) -> str:
    return (choice.words_en if _is_english() else choice.words) or choice.words


def _villages() -> list[tuple[str, object]]:
    """All villages and communities, below the stations they belong to."""
    english = _is_english()

    def name(place) -> str:
        return (place.name_en if english else place.name) or place.name

    return [
        ("", _("Not chosen")),
        *(
            (name(station), [(room.id, name(room)) for room in station.villages])
            for station in places(city_day(timezone.now()))
        ),
    ]


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
