"""One matter: its page, and its contact details in clear for whoever gives a reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from casework.actions import log_access
from casework.actions.moving import require
from casework.choices import Access
from casework.forms.unit import RevealForm
from casework.permissions import can_reveal
from casework.views.base import CaseView
from casework.views.casefile import CaseFile
from casework.views.table import offered


class InspectView(CaseView):
    """The matter with all its papers, and what this person can do now."""

    template_name = "casework/admin/matter.html"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        file = self.open_file()
        self.log_opening(file)
        return self.show(file, RevealForm())

    def show(self, file: CaseFile, reveal: RevealForm, *, revealed: bool = False) -> HttpResponse:
        context: dict[str, Any] = {
            "file": file,
            "case": file.case,
            "people": file.people(revealed=revealed),
            "revealed": revealed,
            "reveal": reveal,
            "acts": offered(file),
            "header_title": file.case.number,
        }
        return self.render_to_response(self.get_context_data(**context))


class RevealView(InspectView):
    """显示联系方式: with a reason, logged, shown once on this very response."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        file = self.open_file()
        require(can_reveal, request.user, file.case)
        form = RevealForm(request.POST)
        if not form.is_valid():
            return self.show(file, form)
        reason = form.cleaned_data["reason"]
        log_access(file.case, by=file.user, what=Access.REVEALED, reason=reason, now=self.now)
        return self.show(file, form, revealed=True)
