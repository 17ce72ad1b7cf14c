"""What the unit in charge does: accept, refuse, ask, answer, deliver, close."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.actions import AnswerDraft
from casework.actions.after import STAFF_GROUNDS
from casework.actions.reply import answer_kind
from casework.casefile import CaseFile
from casework.choices import CloseGround, Decision, DeliveryHow, LetterKind, RefusalGround, Route
from casework.deadlines import LONGEST_EXTENSION
from casework.forms.base import ActForm, day_field, radio, text_area
from casework.letters import default_remedy
from casework.models import Letter, Petitioner
from casework.people import mask_name
from casework.workflow import Status
from core.workdays import CITY_TZ, city_day

_PAPER = [choice for choice in DeliveryHow.choices if choice[0] != DeliveryHow.OPENED_ONLINE]


class AcceptForm(ActForm):
    statutory_due = day_field(
        _("Day by which your own law asks for an answer"), help_text=_("Art 31(5)")
    )

    def prepare(self, file: CaseFile) -> None:
        if file.case.route != Route.STATUTORY_DUTY:
            del self.fields["statutory_due"]

    def clean_statutory_due(self) -> Any:
        day = self.cleaned_data["statutory_due"]
        if day < self.file.today:
            raise forms.ValidationError(gettext("This day has passed."))
        return day


class RefuseForm(ActForm):
    ground = radio(_("Ground"), RefusalGround.choices)
    who_is_in_charge = text_area(
        _("Who is in charge instead, with telephone"), rows=3, max_length=500
    )


class MaterialForm(ActForm):
    what = text_area(
        _("What is missing, and what it is for"),
        rows=3,
        max_length=500,
        help_text=_("Addressed to the resident, who reads these very words."),
    )


class SupplyForm(ActForm):
    text = text_area(_("What the resident brought or said"))


class ExtendForm(ActForm):
    days = forms.IntegerField(
        label=_("Days"), min_value=1, max_value=LONGEST_EXTENSION, initial=LONGEST_EXTENSION
    )
    reason = text_area(_("Reason, as the resident reads it"), rows=3, max_length=500)


class DraftForm(ActForm):
    """The answer. A draft may be incomplete; what is laid before the head may not."""

    facts = text_area(_("Facts found"), rows=7, required=False)
    legal_basis = text_area(_("Legal basis"), required=False)
    decision = radio(_("Decision (Art 32)"), Decision.choices, required=False)
    body = text_area(_("How it is handled"), rows=7, required=False)
    remedy = text_area(_("Remedy"), rows=3, required=False)

    def prepare(self, file: CaseFile) -> None:
        kind = answer_kind(file.case)
        if kind != LetterKind.OPINION:
            for name in ("facts", "legal_basis", "decision", "remedy"):
                del self.fields[name]
            self.fields["body"].label = _("Reply")
        drafted = file.answer
        self.initial = {name: getattr(drafted, name, "") for name in self.fields}
        if drafted is None:
            self.initial["remedy"] = default_remedy(file.case, kind)

    def draft(self) -> AnswerDraft:
        return AnswerDraft(**self.cleaned_data)


class DeliveryForm(ActForm):
    letter = forms.ModelChoiceField(label=_("Letter"), queryset=Letter.objects.none())
    person = forms.ModelChoiceField(label=_("To whom"), queryset=Petitioner.objects.none())
    how = radio(_("How it was handed over"), _PAPER)
    day = day_field(_("On which day"))

    def prepare(self, file: CaseFile) -> None:
        letters = file.case.letters.filter(issued_at__isnull=False).order_by("-issued_at")
        self.fields["letter"].queryset = letters
        self.fields["letter"].label_from_instance = _letter_label
        self.fields["person"].queryset = _people(file)
        self.fields["person"].label_from_instance = _person_label
        self.fields["day"].widget.attrs["max"] = file.today.isoformat()
        self.initial = {
            "letter": file.issued_answer,
            "person": _only_person(file),
            "day": file.today,
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, letter = data.get("day"), data.get("letter")
        if day and day > self.file.today:
            self.add_error("day", gettext("This day has not come yet."))
        if day and letter and day < city_day(letter.issued_at):
            self.add_error("day", gettext("The letter was not issued yet on this day."))
        return data

    def moment(self) -> datetime:
        """When it reached the person: now for today, else the end of office hours that day."""
        now = timezone.now()
        day = self.cleaned_data["day"]
        if day == city_day(now):
            return now
        return datetime.combine(day, time(18), CITY_TZ)


class CloseForm(ActForm):
    ground = radio(_("Ground"), CloseGround.choices)
    proof = text_area(_("What was done, and how it is proved"))

    def prepare(self, file: CaseFile) -> None:
        grounds = STAFF_GROUNDS.get(Status(file.case.status), ())
        self.fields["ground"].choices = [(ground.value, ground.label) for ground in grounds]
        if len(grounds) == 1:
            self.initial = {"ground": grounds[0]}


class NoteForm(ActForm):
    text = text_area(_("Note"), help_text=_("Only colleagues who see this matter read it."))


class RevealForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class NewCodeForm(ActForm):
    """Who came, and that the identity card was looked at."""

    person = forms.ModelChoiceField(label=_("Who came"), queryset=Petitioner.objects.none())
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: the slip was lost.")
    )
    checked = forms.BooleanField(label=_("I have checked the identity card"))

    def prepare(self, file: CaseFile) -> None:
        field = self.fields["person"]
        field.queryset = _people(file)
        field.label_from_instance = _person_label
        self.initial = {"person": _only_person(file)}


def _people(file: CaseFile) -> QuerySet[Petitioner]:
    people = Petitioner.objects.filter(pk__in=[person.pk for person in file.petitioners])
    return people.select_related("submission")


def _only_person(file: CaseFile) -> Petitioner | None:
    return file.petitioners[0] if len(file.petitioners) == 1 else None


def _letter_label(letter: Letter) -> str:
    return f"{letter.get_kind_display()} · {city_day(letter.issued_at)}"


def _person_label(person: Petitioner) -> str:
    return f"{mask_name(person.name) or gettext('without a name')} · {person.get_role_display()}"
