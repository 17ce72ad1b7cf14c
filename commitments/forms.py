"""What editors and publishers type about a promise."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser

from commitments.actions import Report
from commitments.choices import ChangeKind
from commitments.models import Commitment, Milestone, Progress


class ReportForm(forms.ModelForm[Progress]):
    """A progress report and the steps that were reached with it."""

    milestones = forms.ModelMultipleChoiceField(
        label=_("Steps reached"),
        queryset=Milestone.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Progress
        fields = ["reached", "text", "text_en", "evidence", "picture", "picture_says"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
            "evidence": AdminDocumentChooser,
            "picture": AdminImageChooser,
        }

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["milestones"].queryset = Milestone.objects.filter(
            commitment=commitment, reached_on=None
        )
        self.fields["reached"].help_text = _("In %(measure)s, of %(target)s promised.") % {
            "measure": commitment.measure,
            "target": commitment.target,
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("picture") and not cleaned.get("picture_says"):
            self.add_error("picture_says", _("Say what the picture shows."))
        return cleaned

    def report(self) -> Report:
        return Report(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class ChangeForm(forms.Form):
    """A wish to change an announced promise, with its reason."""

    kind = forms.ChoiceField(
        label=_("What shall change?"), choices=ChangeKind.choices, widget=forms.RadioSelect
    )
    due_on = forms.DateField(
        label=_("New due day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    target = forms.IntegerField(label=_("New target"), min_value=1, required=False)
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
        needed = {ChangeKind.DUE_DATE: "due_on", ChangeKind.TARGET: "target"}
        name = needed.get(cleaned.get("kind"))  # type: ignore[call-overload]
        if name and name not in self.errors and not cleaned.get(name):
            self.add_error(name, _("Fill this in."))
        return cleaned

    @property
    def after(self) -> date | int | None:
        """The new day or number that belongs to the kind."""
        kind = self.cleaned_data["kind"]
        if kind == ChangeKind.DUE_DATE:
            return self.cleaned_data["due_on"]
        return self.cleaned_data["target"] if kind == ChangeKind.TARGET else None
