"""What every address under /admin/matters/ shares: who may enter, the one loader, refusals."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from casework.actions import log_access
from casework.casefile import CaseFile
from casework.choices import Access
from casework.errors import Overtaken
from casework.models import Case
from casework.queue import works_on_matters
from units.models import User

ONE_OPENING_EVERY = timedelta(hours=1)


def load(user: User, number: str) -> Case:
    """The one loader: the case, or 404 for whoever may not see it."""
    case = (
        Case.objects.for_user(user)
        .select_related(
            "submission__written_by",
            "unit__organ__superior",
            "organ__superior",
            "category__parent",
            "area",
            "previous",
        )
        .filter(number=number)
        .first()
    )
    if case is None:
        raise Http404
    return case


class QueueView(WagtailAdminTemplateMixin, View):
    """A page of the queue. Who has no post on matters finds nothing here."""

    header_icon = "mail"
    page_title = gettext_lazy("Matters")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if not works_on_matters(request.user):
                raise Http404
            return super().dispatch(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return self.refuse(403, str(refusal))
        except Http404:
            if request.method != "POST":
                raise
            return self.refuse(404, "")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("matters:index"), "label": QueueView.page_title},
        ]

    def refuse(self, status: int, sentence: str) -> HttpResponse:
        """Say no, and hand back what was typed: it may be an hour's work."""
        typed = [
            text
            for name, text in self.request.POST.items()
            if name not in ("csrfmiddlewaretoken", "seen") and len(text) > 1
        ]
        context = {
            "sentence": sentence or _("There is no such matter, or it is no longer with you."),
            "typed": typed,
            "header_title": _("Not possible"),
            "breadcrumbs_items": QueueView.get_breadcrumbs_items(self),
        }
        return TemplateResponse(
            self.request, "casework/admin/refused.html", context, status=status
        )


class CaseView(QueueView):
    """A page about one matter: loaded by the loader, its opening logged."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()

    def open_file(self) -> CaseFile:
        """Load the matter as it is now."""
        user = self.request.user
        return CaseFile(load(user, self.kwargs["number"]), user, self.now)

    def hold_unchanged(self, file: CaseFile, seen: str) -> None:
        """Lock the matter; Overtaken when it changed since the person's page was made."""
        Case.objects.select_for_update().get(pk=file.case.pk)
        now = self.open_file()
        if now.stamp != seen:
            moved = seen.partition("-")[0] != str(now.case.version)
            raise Overtaken(now.last_event if moved else None)

    def log_opening(self, file: CaseFile) -> None:
        """Once per person, matter and hour."""
        recent = file.case.accesses.filter(
            user=file.user, what=Access.OPENED, at__gt=self.now - ONE_OPENING_EVERY
        )
        if not recent.exists():
            log_access(file.case, by=file.user, what=Access.OPENED, now=self.now)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        number = self.kwargs["number"]
        url = reverse("matters:inspect", args=[number])
        return [*super().get_breadcrumbs_items(), {"url": url, "label": number}]
