from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.casefile import CaseFile

LONGEST_TEXT = 5000


class ActForm(forms.Form):
    """A form of one act on one matter."""

    required_css_class = "required"

    def __init__(self, *args: Any, file: CaseFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        self.prepare(file)

    def prepare(self, file: CaseFile) -> None:
        """Fit choices and first values to the matter."""


class ReasonForm(ActForm):
    """Only a reason, which is kept as a note."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class WordsField(forms.CharField):
    """Several lines. What is too long is refused with a sentence, never cut by the browser."""

    def to_python(self, value: Any) -> Any:
        # A browser sends two characters for one line break.
        return super().to_python(value.replace("\r\n", "\n") if value else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


def text_area(label: Any, rows: int = 4, **kwargs: Any) -> forms.CharField:
    """A field for several lines."""
    kwargs.setdefault("max_length", LONGEST_TEXT)
    return WordsField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def day_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A date, by the browser's own calendar."""
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def radio(label: Any, choices: Any, **kwargs: Any) -> forms.ChoiceField:
    """One of a few, all in sight."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **kwargs)
