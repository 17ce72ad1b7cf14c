"""A hearing in the admin: its record, and a page for each act."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.record_views import DecideAct, DecideForm, InspectRecord, RecordAct
from core.workdays import city_day
from hearings import actions, shown
from hearings.forms import ChangeForm, OutcomeForm
from hearings.models import Hearing, HearingIndexPage, HearingPage, Outcome
from hearings.models.hearing import HearingQuerySet
from hearings.permissions import can_decide, can_write


class OfHearings:
    namespace = "hearings"
    header_icon = "group"
    request: Any

    def rows(self) -> HearingQuerySet:
        return Hearing.objects.with_record()

    def may_write(self) -> bool:
        return can_write(self.request.user)


class InspectView(OfHearings, InspectRecord):
    page_class = HearingPage
    index_class = HearingIndexPage
    template_name = "hearings/admin/record.html"
    page_title = _("Hearing")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = city_day(timezone.now())
        waiting = next((c for c in self.record.changes.all() if c.approved is None), None)
        return super().get_context_data(
            waiting=waiting,
            may_decide=waiting is not None and can_decide(self.request.user, waiting),
            earliest=actions.earliest_day(self.record.kind, today),
            draft=Outcome.objects.filter(hearing=self.record).first(),
            **shown.one(self.record, today),
            **kwargs,
        )


class HeldView(OfHearings, RecordAct):
    form_class = forms.Form
    page_title = _("Record that it was held")

    def act(self, form: forms.Form) -> None:
        actions.record_held(self.record, by=self.request.user)


class OutcomeView(OfHearings, RecordAct):
    form_class = OutcomeForm
    page_title = _("Write the outcome")

    def get_form_kwargs(self) -> dict[str, Any]:
        outcome = Outcome.objects.filter(hearing=self.record).first()
        return super().get_form_kwargs() | {"instance": outcome}

    def act(self, form: OutcomeForm) -> None:
        actions.write_outcome(self.record, form.findings(), by=self.request.user)


class AskChangeView(OfHearings, RecordAct):
    form_class = ChangeForm
    page_title = _("Ask for a change")

    def act(self, form: ChangeForm) -> None:
        actions.ask_change(
            self.record,
            form.cleaned_data["kind"],
            form.cleaned_data["reason"],
            reason_en=form.cleaned_data["reason_en"],
            after=form.after,
            by=self.request.user,
        )


class DecideView(OfHearings, DecideAct):
    def act(self, form: DecideForm) -> None:
        actions.decide(self.proposal, approve=form.cleaned_data["approve"], by=self.request.user)
