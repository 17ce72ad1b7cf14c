"""One matter: its page, its contact details in clear, a new query code for whoever lost it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from casework.actions import log_access, reissue_code
from casework.actions.moving import require
from casework.casefile import CaseFile
from casework.choices import Access
from casework.codes import in_groups
from casework.errors import ActFailed
from casework.forms.unit import NewCodeForm, RevealForm
from casework.permissions import can_reissue_code, can_reveal
from casework.views.base import CaseView
from casework.views.table import offered


class InspectView(CaseView):
    """The matter with all its papers, and what this person can do now."""

    template_name = "casework/admin/matter.html"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        file = self.open_file()
        self.log_opening(file)
        return self.show(file)

    def show(
        self, file: CaseFile, *, revealed: bool = False, status: int = 200, **forms: Any
    ) -> HttpResponse:
        """The page; `forms` may bring `reveal` or `new_code` back with what was typed."""
        context: dict[str, Any] = {
            "file": file,
            "case": file.case,
            "people": file.people(revealed=revealed),
            "revealed": revealed,
            "reveal": RevealForm(),
            "new_code": NewCodeForm(file=file, auto_id="code_%s"),
            "acts": offered(file),
            "header_title": file.case.number,
        }
        return self.render_to_response(self.get_context_data(**context | forms), status=status)


class RevealView(InspectView):
    """显示联系方式: with a reason, logged, shown once on this very response."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        file = self.open_file()
        require(can_reveal, request.user, file.case)
        form = RevealForm(request.POST)
        if not form.is_valid():
            return self.show(file, reveal=form)
        reason = form.cleaned_data["reason"]
        log_access(file.case, by=file.user, what=Access.REVEALED, reason=reason, now=self.now)
        return self.show(file, reveal=form, revealed=True)


class NewCodeView(InspectView):
    """补发查询码: the new code stands on this very response and nowhere else. Sent again, e.g. by
    reloading the page, the form is overtaken, so that the slip handed out stays good."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        file = self.open_file()
        require(can_reissue_code, request.user, file.case)
        form = NewCodeForm(request.POST, file=file, auto_id="code_%s")
        if not form.is_valid():
            return self.show(file, new_code=form)
        try:
            code = self.give(file, form)
        except ActFailed as failure:
            form.add_error(None, failure.sentence)
            return self.show(self.open_file(), new_code=form, status=409)
        slip = {"number": form.cleaned_data["person"].submission.number, "code": in_groups(code)}
        context = {"slip": slip, "case": file.case, "header_title": _("New query code")}
        return TemplateResponse(
            request, "casework/admin/new_code.html", self.get_context_data(**context)
        )

    @transaction.atomic
    def give(self, file: CaseFile, form: NewCodeForm) -> str:
        self.hold_unchanged(file, self.request.POST.get("seen", ""))
        data = form.cleaned_data
        return reissue_code(
            data["person"], file.case, by=file.user, reason=data["reason"], now=self.now
        )
