"""A promise in the admin: its record, and a page for each act."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commitments import actions, shown
from commitments.forms import ChangeForm, ReportForm
from commitments.models import Commitment, CommitmentIndexPage, CommitmentPage
from commitments.models.commitment import CommitmentQuerySet
from commitments.permissions import can_decide, can_write
from core.record_views import DecideAct, DecideForm, InspectRecord, RecordAct
from core.workdays import city_day


class OfCommitments:
    namespace = "commitments"
    header_icon = "tick"
    request: Any

    def rows(self) -> CommitmentQuerySet:
        return Commitment.objects.with_record()

    def may_write(self) -> bool:
        return can_write(self.request.user)


class InspectView(OfCommitments, InspectRecord):
    page_class = CommitmentPage
    index_class = CommitmentIndexPage
    template_name = "commitments/admin/record.html"
    page_title = _("Commitment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = next((c for c in self.record.changes.all() if c.approved is None), None)
        return super().get_context_data(
            waiting=waiting,
            may_decide=waiting is not None and can_decide(self.request.user, waiting),
            **shown.one(self.record, city_day(timezone.now())),
            **kwargs,
        )


class ReportView(OfCommitments, RecordAct):
    form_class = ReportForm
    page_title = _("Report progress")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"commitment": self.record}

    def act(self, form: ReportForm) -> None:
        steps = form.cleaned_data["milestones"]
        actions.report_progress(self.record, form.report(), milestones=steps, by=self.request.user)


class AskChangeView(OfCommitments, RecordAct):
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


class DecideView(OfCommitments, DecideAct):
    def act(self, form: DecideForm) -> None:
        actions.decide(self.proposal, approve=form.cleaned_data["approve"], by=self.request.user)
