"""Units and staff by spreadsheet: download, upload, look at what would change, apply it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.forms import UploadForm
from units.models import NetworkImport
from units.spreadsheet import keeping
from units.spreadsheet.current import export
from units.spreadsheet.importing import Changed, Preview, carry_out, preview
from units.spreadsheet.opening import NotReadable
from units.spreadsheet.standing import stand
from units.spreadsheet.template import write
from units.spreadsheet.wording import groups

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_IMPORTS = 10


class SpreadsheetView(WagtailAdminTemplateMixin, View):
    """A page for whoever may import the network; nobody else."""

    header_icon = "table"
    page_title = gettext_lazy("Units and staff by spreadsheet")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("units.import_network"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        start = {"url": reverse("network-file:index"), "label": SpreadsheetView.page_title}
        return [*self.breadcrumbs_items, start]

    def start_again(self) -> HttpResponse:
        messages.warning(
            self.request, _("This file is no longer kept here. Please upload it again.")
        )
        return redirect("network-file:index")


class StartView(SpreadsheetView):
    template_name = "units/admin/spreadsheet.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=400)
        content = form.cleaned_data["file"].read()
        try:
            preview(content, by=request.user, now=timezone.now())
        except NotReadable as problem:
            form.add_error("file", problem.sentence)
            return self.show(form, status=400)
        keeping.forget_old()
        return redirect("network-file:preview", keeping.keep_file(request.user, content))

    def show(self, form: UploadForm, *, status: int = 200) -> HttpResponse:
        imports = NetworkImport.objects.select_related("by")[:SHOWN_IMPORTS]
        context = self.get_context_data(form=form, imports=imports)
        return self.render_to_response(context, status=status)


class TemplateView(SpreadsheetView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return _workbook(write(), "单位和人员-模板.xlsx")


class CurrentView(SpreadsheetView):
    def get(self, request: HttpRequest) -> HttpResponse:
        today = localdate()
        return _workbook(export(stand(today)), f"单位和人员-{today.isoformat()}.xlsx")


class PreviewView(SpreadsheetView):
    """What the uploaded file would change; pressing the button applies exactly that."""

    template_name = "units/admin/preview.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        content = keeping.kept_file(request.user, key)
        if content is None:
            return self.start_again()
        return self.show(preview(content, by=request.user, now=timezone.now()))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        content = keeping.kept_file(request.user, key)
        if content is None:
            # A second press of the button: the first one is done.
            done = keeping.kept_slips(request.user, key) is not None
            return redirect("network-file:done", key) if done else self.start_again()
        try:
            self.apply(content, key)
        except Changed as changed:
            return self.show(changed.preview, changed=True)
        keeping.forget_file(request.user, key)
        return redirect("network-file:done", key)

    def apply(self, content: bytes, key: str) -> None:
        by, seen = self.request.user, self.request.POST.get("seen", "")
        keep = partial(keeping.keep_slips, by, key)
        carry_out(content, by=by, now=timezone.now(), seen=seen, keep=keep)

    def show(self, found: Preview, *, changed: bool = False) -> HttpResponse:
        context = self.get_context_data(found=found, groups=groups(found.lines), changed=changed)
        return self.render_to_response(context, status=409 if changed else 200)


class DoneView(SpreadsheetView):
    """The slips with first passwords, for an hour."""

    template_name = "units/admin/done.html"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        slips = keeping.kept_slips(request.user, key)
        if slips is None:
            return self.start_again()
        sign_in = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_home')}"
        return self.render_to_response(self.get_context_data(slips=slips, sign_in=sign_in))


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
