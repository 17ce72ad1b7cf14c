"""A record in the admin: what is on it, and a page for each act."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from core.errors import ActFailed
from core.models.proposal import Proposal
from core.record_pages import RecordPage, open_page


class RecordView(WagtailAdminTemplateMixin, FormView):
    """Loads the record; only people who may write about it get here."""

    namespace: str  # of the addresses; "<namespace>:inspect" shows the record
    form_class: type[forms.BaseForm] = forms.Form

    def rows(self) -> models.QuerySet[Any]:
        raise NotImplementedError

    def may_write(self) -> bool:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_write():
            raise PermissionDenied
        self.record = get_object_or_404(self.rows(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(
            record=self.record, record_url=self.record_url, **kwargs
        )
        return context

    @property
    def record_url(self) -> str:
        return reverse(f"{self.namespace}:inspect", args=[self.record.pk])


class InspectRecord(RecordView):
    """All that is on record, and what can be done now; a POST opens the page that tells of it."""

    page_class: type[RecordPage]
    index_class: type[Page]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            page = open_page(self.page_class, self.index_class, self.record, by=request.user)
        except ActFailed as failure:
            messages.error(request, failure.sentence)
            return redirect(self.record_url)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = self.record.pages.select_related("locale").order_by("pk")
        return super().get_context_data(pages=pages, **kwargs)


class RecordAct(RecordView):
    """One act: a form, the action, and its sentence if it could not be done."""

    template_name = "admin/record_act.html"

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        try:
            self.act(form)
        except ActFailed as failure:
            form.add_error(None, failure.sentence)
            return self.form_invalid(form)
        messages.success(self.request, _("Done: %(act)s.") % {"act": self.page_title})
        return redirect(self.record_url)

    def act(self, form: Any) -> None:
        raise NotImplementedError


class DecideForm(forms.Form):
    approve = forms.TypedChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[("yes", gettext_lazy("Approve")), ("no", gettext_lazy("Refuse"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )


class DecideAct(RecordAct):
    """The second person approves or refuses what the first one asked for."""

    form_class = DecideForm
    page_title = gettext_lazy("Decide on the change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(waiting=self.proposal, **kwargs)

    @property
    def proposal(self) -> Proposal:
        return get_object_or_404(self.record.changes, pk=self.kwargs["change"])
