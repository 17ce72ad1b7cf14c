"""A promise in the admin: its record, and a page for each act."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commitments import actions, shown
from commitments.forms import ChangeForm, ReportForm
from commitments.models import Change, Commitment, CommitmentIndexPage, CommitmentPage
from commitments.permissions import can_decide, can_write
from core.errors import ActFailed
from core.record_pages import open_page
from core.workdays import city_day


class CommitmentView(WagtailAdminTemplateMixin):
    """Loads the promise; only people who write about promises get here."""

    header_icon = "tick"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_write(request.user):
            raise PermissionDenied
        rows = Commitment.objects.with_record()
        self.commitment: Commitment = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.commitment.name

    def to_record(self) -> HttpResponse:
        return redirect("commitments:inspect", self.commitment.pk)


class RecordView(CommitmentView, FormView):
    """All that is on record about one promise, and what can be done now."""

    template_name = "commitments/admin/record.html"
    form_class = forms.Form
    page_title = gettext_lazy("Commitment")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.commitment
        waiting = next((c for c in row.changes.all() if c.approved is None), None)
        return super().get_context_data(
            commitment=row,
            waiting=waiting,
            may_decide=waiting is not None and can_decide(self.request.user, waiting),
            pages=row.pages.select_related("locale").order_by("pk"),
            **shown.one(row, city_day(timezone.now())),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the page that tells the story of this promise."""
        try:
            page = open_page(
                CommitmentPage, CommitmentIndexPage, self.commitment, by=request.user
            )
        except ActFailed as failure:
            messages.error(request, failure.sentence)
            return self.to_record()
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


class ActView(CommitmentView, FormView):
    """One act: a form, the action, and its sentence if it could not be done."""

    template_name = "commitments/admin/act.html"

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            self.act(form)
        except ActFailed as failure:
            form.add_error(None, failure.sentence)
            return self.form_invalid(form)
        messages.success(self.request, _("Done: %(act)s.") % {"act": self.page_title})
        return self.to_record()

    def act(self, form: Any) -> None:
        raise NotImplementedError


class ReportView(ActView):
    form_class = ReportForm
    page_title = gettext_lazy("Report progress")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"commitment": self.commitment}

    def act(self, form: ReportForm) -> None:
        steps = form.cleaned_data["milestones"]
        actions.report_progress(
            self.commitment, form.report(), milestones=steps, by=self.request.user
        )


class AskChangeView(ActView):
    form_class = ChangeForm
    page_title = gettext_lazy("Ask for a change")

    def act(self, form: ChangeForm) -> None:
        actions.ask_change(
            self.commitment,
            form.cleaned_data["kind"],
            form.cleaned_data["reason"],
            reason_en=form.cleaned_data["reason_en"],
            after=form.after,
            by=self.request.user,
        )


class DecideForm(forms.Form):
    approve = forms.TypedChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("yes", gettext_lazy("Approve")), ("no", gettext_lazy("Refuse"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )


class DecideView(ActView):
    form_class = DecideForm
    page_title = gettext_lazy("Decide on the change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waiting=self.change, **kwargs)

    @property
    def change(self) -> Change:
        return get_object_or_404(self.commitment.changes, pk=self.kwargs["change"])

    def act(self, form: DecideForm) -> None:
        actions.decide(self.change, approve=form.cleaned_data["approve"], by=self.request.user)
