"""One view for all acts of the table: a page with the form, and the act itself by POST."""

import hashlib
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from casework.actions.moving import require
from casework.casefile import CaseFile
from casework.errors import ActFailed, Overtaken
from casework.forms.base import ActForm
from casework.letters import compose
from casework.models import Case, Letter
from casework.views.base import CaseView
from casework.views.table import BY_NAME, StaffAct

JUST_NOW = timedelta(minutes=5)


class ActView(CaseView):
    """`act` is the row of the table this address stands for."""

    act: StaffAct | None = None
    template_name = "casework/admin/act.html"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        file = self.open_file()
        require(self.act.permitted, request.user, file.case)
        if not self.act.is_possible(file):
            messages.warning(
                request, _("“%(act)s” is not possible now.") % {"act": self.act.label}
            )
            return redirect("matters:inspect", number)
        self.log_opening(file)
        form = self.act.form(file=file)
        if form.fields:
            return self.show(file, form)
        try:
            return self.show(file, form, preview=self.rehearse())
        except ActFailed as failure:
            return self.show(file, form, failure=failure.sentence)

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        file = self.open_file()
        require(self.act.permitted, request.user, file.case)
        form = self.bound(file)
        seen = request.POST.get("seen", "")
        if not form.is_valid():
            return self.show(file, form, seen=seen)
        try:
            if "preview" in request.POST:
                return self.show(file, form, preview=self.rehearse(), seen=seen)
            self.perform(file, form, seen)
        except ActFailed as failure:
            return self.explain(failure)
        return self.finish()

    def bound(self, file: CaseFile) -> ActForm:
        return self.act.form(self.request.POST, file=file)

    # --- acting ------------------------------------------------------------------------------
    @transaction.atomic
    def perform(self, file: CaseFile, form: ActForm, seen: str) -> None:
        """Call the action, unless the matter changed since the person's page was made."""
        self.hold_unchanged(file, seen)
        self.act.call(file.case, file.user, form)
        cache.set(self.fingerprint(), True, JUST_NOW.total_seconds())

    def rehearse(self) -> str:
        """The letter as the resident will read it: the act itself, taken back at once."""
        if not self.act.sends:
            return ""
        with transaction.atomic():
            trial = self.open_file()
            form = self.bound(trial)
            form.full_clean()
            letter = self.act.call(trial.case, trial.user, form) or _newest(trial.case)
            text = letter.text or compose(letter, on=trial.today)
            transaction.set_rollback(True)
        return text

    # --- answering ---------------------------------------------------------------------------
    def show(
        self, file: CaseFile, form: ActForm, *, status: int = 200, **more: str
    ) -> HttpResponse:
        """The page of the act; `more` may bring preview, failure, and the stamp seen before."""
        context: dict[str, Any] = {
            "act": self.act,
            "file": file,
            "case": file.case,
            "form": form,
            "seen": file.stamp,
            "possible": self.act.is_possible(file),
            "people": file.people(),
            "header_title": f"{self.act.label} · {file.case.number}",
        }
        return self.render_to_response(self.get_context_data(**context | more), status=status)

    def explain(self, failure: ActFailed) -> HttpResponse:
        """Show the form again with everything typed, the sentence, and how things stand now."""
        file = self.open_file()
        form = self.bound(file)
        if isinstance(failure, Overtaken) and self.was_mine(file, form):
            return self.finish()
        return self.show(file, form, failure=failure.sentence, status=409)

    def was_mine(self, file: CaseFile, form: ActForm) -> bool:
        """A double click: this very form did what this person asked for a moment ago."""
        last = file.last_event
        if not self.act.acts or last is None:
            return form.is_valid() and self.act.is_done(file, form)
        mine = last.actor_id == file.user.pk and last.act in self.act.acts
        return mine and bool(cache.get(self.fingerprint()))

    def fingerprint(self) -> str:
        """What was sent, whoever's token came with it; the words themselves are not kept."""
        sent = sorted(self.request.POST.lists())
        fields = [(name, values) for name, values in sent if name != "csrfmiddlewaretoken"]
        return "act-" + hashlib.sha256(f"{self.request.path}{fields}".encode()).hexdigest()

    def finish(self) -> HttpResponse:
        """To the step that usually follows, the matter's page, or the list if it went away."""
        messages.success(self.request, _("Done: %(act)s.") % {"act": self.act.label})
        number = self.kwargs["number"]
        if not Case.objects.for_user(self.request.user).filter(number=number).exists():
            messages.info(self.request, _("This matter is no longer with you; others see to it."))
            return redirect("matters:index")
        file = self.open_file()
        for name in self.act.then:
            step = BY_NAME[name]
            if step.is_possible(file) and step.permitted(file.user, file.case):
                return redirect(f"matters:{name}", number)
        return redirect("matters:inspect", number)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        number = self.kwargs["number"]
        url = reverse(f"matters:{self.act.name}", args=[number])
        return [*super().get_breadcrumbs_items(), {"url": url, "label": self.act.label}]


def _newest(case: Case) -> Letter:
    return case.letters.filter(issued_at__isnull=False).latest("issued_at")
