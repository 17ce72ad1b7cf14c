"""What editors and publishers type about a hearing."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.widgets import AdminDocumentChooser

from hearings.actions import Findings
from hearings.choices import ChangeKind
from hearings.models import Outcome


class OutcomeForm(forms.ModelForm[Outcome]):
    class Meta:
        model = Outcome
        fields = [
            "participants",
            "observers",
            "opinions",
            "adopted",
            "conclusion",
            "conclusion_en",
            "adoption",
            "adoption_en",
            "minutes",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 4})
            for name in ("conclusion", "conclusion_en", "adoption", "adoption_en")
        } | {"minutes": AdminDocumentChooser}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        opinions, adopted = cleaned.get("opinions"), cleaned.get("adopted")
        if opinions is not None and adopted is not None and adopted > opinions:
            self.add_error("adopted", _("No more can be adopted than were put forward."))
        return cleaned

    def findings(self) -> Findings:
        return Findings(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class ChangeForm(forms.Form):
    """A wish to move or cancel an announced hearing, or to publish its outcome."""

    kind = forms.ChoiceField(
        label=_("What shall change?"),
        choices=[
            (ChangeKind.POSTPONED, ChangeKind.POSTPONED.label),
            (ChangeKind.CANCELLED, ChangeKind.CANCELLED.label),
            (ChangeKind.CONCLUDED, _("publish the outcome")),
        ],
        widget=forms.RadioSelect,
    )
    held_at = forms.DateTimeField(
        label=_("New date and time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Stands on the public page once approved."),
    )
    reason_en = forms.CharField(
        label=_("Reason in English"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        moves = cleaned.get("kind") == ChangeKind.POSTPONED
        if moves and "held_at" not in self.errors and not cleaned.get("held_at"):
            self.add_error("held_at", _("Fill this in."))
        return cleaned

    @property
    def after(self) -> datetime | None:
        moves = self.cleaned_data["kind"] == ChangeKind.POSTPONED
        return self.cleaned_data["held_at"] if moves else None
