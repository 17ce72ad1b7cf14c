"""The receipt: number, code, and what comes next by which day."""

from textwrap import wrap

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework import public
from core.templatetags.portal import ymd, ymdhm
from petitions_public.keeping import keep_what_was_typed, with_draft
from petitions_public.models import Draft
from petitions_public.steps import CHECK


@keep_what_was_typed
@with_draft
def receipt(request: HttpRequest, draft: Draft) -> HttpResponse:
    filed = public.receipt_of(draft.pk)
    if filed is None:
        return redirect("petitions:step", draft.pk, CHECK)
    rows = [{"term": _("Number"), "value": filed.number, "big": True}]
    if filed.code:
        rows.append({"term": _("Query code"), "value": " ".join(wrap(filed.code, 4)), "big": True})
    rows.append({"term": _("Handed in at"), "value": ymdhm(filed.received_at)})
    rows.append({"term": _("Registered by"), "value": ymd(filed.register_by)})
    context = {"filed": filed, "rows": rows, "handle": draft.pk}
    return render(request, "petitions/receipt.html", context)


@keep_what_was_typed
@with_draft
def note_code(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The person wrote the code down: from now on it is not shown here."""
    if request.method == "POST":
        public.note_code(draft.pk)
    return redirect("petitions:receipt", draft.pk)


def receipt_again(request: HttpRequest, handle: object) -> HttpResponse:
    return redirect("petitions:receipt", handle)


note_code.after_csrf_failure = receipt_again
