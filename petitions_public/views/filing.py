"""The form, one group of questions a page. Every page stores first and judges afterwards."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from casework.public import Kind
from core.ratelimit import allow, client_ip, too_many
from petitions_public import actions, cookies, steps
from petitions_public.captcha import CaptchaForm
from petitions_public.forms.filing import KindForm
from petitions_public.keeping import gone, handed_in_before, keep_what_was_typed, with_draft
from petitions_public.models import Draft
from petitions_public.steps import BY_SLUG, CHECK, KIND, STEPS, TOTAL, Step

HOUR = timedelta(hours=1)
DRAFTS_AN_HOUR = 60
SUBMITS_AN_HOUR = 30
CHALLENGES_AN_HOUR = 300  # each writes two rows
FORM_ID = "step-form"


@keep_what_was_typed
def new(request: HttpRequest) -> HttpResponse:
    """The first question. A draft exists only once it is answered, and never for a report."""
    form = KindForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _show_kind(request, form)
    kind = form.cleaned_data[KIND]
    if kind == Kind.REPORT:
        return redirect("petitions:report")
    if not allow("petitions.draft", client_ip(request), DRAFTS_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    draft, secret = actions.begin(kind)
    response = redirect("petitions:step", draft.pk, STEPS[1].slug)
    cookies.tidy(request, response)
    cookies.remember(request, response, draft.pk, secret)
    return response


def new_again(request: HttpRequest) -> HttpResponse:
    return _show_kind(request, KindForm(request.POST), notice=_sent_from_old_page())


new.after_csrf_failure = new_again


def report(request: HttpRequest) -> HttpResponse:
    """Who takes reports on officials. Nothing is asked here and nothing stored."""
    return render(request, "petitions/report.html", {"crumbs": _crumbs()})


@keep_what_was_typed
@with_draft
def step(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    """One page of the form."""
    page = _page(step)
    if draft.submitted_at:
        if request.method == "POST":
            return handed_in_before(request, draft.pk)
        return redirect("petitions:receipt", draft.pk)
    if request.method != "POST":
        return _show(request, draft, page, _as_it_stands(request, draft, page))
    form = page.form_for(draft.kind)(page.raw(request.POST))
    if page.slug == KIND:
        return _take_kind(request, draft, page, form)
    if actions.keep(draft.pk, page.slug, page.raw(request.POST)) is None:
        return handed_in_before(request, draft.pk)
    if "go" in request.POST:
        return _go(request)
    if not form.is_valid():
        return _mend(request, draft, page)
    return redirect("petitions:step", draft.pk, _next(request, page))


def step_again(request: HttpRequest, handle: UUID, step: str) -> HttpResponse:
    """After a failed check of the page's token: what was typed, a fresh token, nothing stored."""
    page = _page(step)
    draft = cookies.find_draft(request, handle)
    if draft is None:
        return gone(request)
    form = page.form_for(draft.kind)(initial=page.raw(request.POST))
    return _show(request, draft, page, form, notice=_sent_from_old_page())


step.after_csrf_failure = step_again


@keep_what_was_typed
@with_draft
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Check your answers, then hand in."""
    if draft.submitted_at:
        return redirect("petitions:receipt", draft.pk)
    if request.method == "POST" and "go" in request.POST:
        return _go(request)
    invalid = steps.first_invalid(draft)
    if invalid:
        return _mend(request, draft, invalid)
    if request.method != "POST":
        return _show_check(request, draft, CaptchaForm.after(request.GET.get("wrong")))
    if not allow("petitions.submit", client_ip(request), SUBMITS_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    form = CaptchaForm(request.POST)
    if not actions.hand_in(draft.pk, steps.filing, form.is_valid):
        return redirect(f"{_address(draft.pk, CHECK)}?wrong={form.wrong}")
    return redirect("petitions:receipt", draft.pk)


def check_again(request: HttpRequest, handle: UUID) -> HttpResponse:
    draft = cookies.find_draft(request, handle)
    if draft is None:
        return gone(request)
    if draft.submitted_at:
        return redirect("petitions:receipt", handle)
    return _show_check(request, draft, CaptchaForm(), notice=_sent_from_old_page())


check.after_csrf_failure = keep_what_was_typed(check_again)


@keep_what_was_typed
@with_draft
def discard(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Delete what was written; a matter that was handed in stays."""
    handle = draft.pk
    if request.method != "POST":
        return redirect("petitions:step", handle, CHECK)
    if draft.submitted_at is None:
        actions.discard(draft)
        messages.success(request, _("What you wrote here was deleted."))
    response = redirect("petitions:new")
    cookies.forget(request, response, handle)
    return response


def _page(slug: str) -> Step:
    if slug not in BY_SLUG:
        raise Http404("No such page of the form.")
    return BY_SLUG[slug]


def _as_it_stands(request: HttpRequest, draft: Draft, page: Step):
    """The stored answers, with their errors when the person was sent back to mend them."""
    if "again" in request.GET:
        return page.filled(draft)
    if page.slug == KIND:
        return page.form(initial={KIND: draft.kind})
    return page.form_for(draft.kind)(initial=draft.by_step.get(page.slug, {}))


def _take_kind(request: HttpRequest, draft: Draft, page: Step, form: KindForm) -> HttpResponse:
    if "go" in request.POST:
        return _go(request)
    if not form.is_valid():
        return _show(request, draft, page, form)
    if form.cleaned_data[KIND] == Kind.REPORT:
        context = {"crumbs": _crumbs(), "handle": draft.pk}
        return render(request, "petitions/report.html", context)
    actions.change_kind(draft.pk, form.cleaned_data[KIND])
    return redirect("petitions:step", draft.pk, _next(request, page))


def _mend(request: HttpRequest, draft: Draft, page: Step) -> HttpResponse:
    """Show a page with its errors, by its own address: going back must not send it again."""
    back = f"&back={CHECK}" if request.GET.get("back") == CHECK else ""
    return redirect(f"{_address(draft.pk, page.slug)}?again=1{back}")


def _next(request: HttpRequest, page: Step) -> str:
    """On from here; a single answer that was changed leads back to the list of answers."""
    return CHECK if request.GET.get("back") == CHECK else steps.after(page.slug)


def _go(request: HttpRequest) -> HttpResponse:
    """Leave for another page of the portal without judging what was typed."""
    target = request.POST["go"]
    allowed = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if allowed else request.get_full_path())


def _address(handle: UUID, slug: str) -> str:
    return reverse("petitions:step", args=[handle, slug])


def _show_kind(request: HttpRequest, form: KindForm, notice: str = "") -> HttpResponse:
    context = {
        "form": form,
        "notice": notice,
        "page": BY_SLUG[KIND],
        "place": 1,
        "total": TOTAL,
        "crumbs": _crumbs(),
    }
    return render(request, "petitions/kind.html", context)


def _show(request: HttpRequest, draft: Draft, page: Step, form, notice: str = "") -> HttpResponse:
    is_first = page.slug == KIND
    context = {
        "form": form,
        "notice": notice,
        "page": page,
        "place": steps.place_of(page.slug),
        "total": TOTAL,
        "back": "" if is_first else _address(draft.pk, steps.before(page.slug)),
        "switch_form": FORM_ID,
        "crumbs": _crumbs(),
    }
    return render(request, page.template, context)


def _show_check(
    request: HttpRequest, draft: Draft, form: CaptchaForm, notice: str = ""
) -> HttpResponse:
    if not allow("petitions.challenge", client_ip(request), CHALLENGES_AN_HOUR, HOUR):
        return too_many(request, HOUR)
    who = draft.by_step.get("who", {})
    context = {
        "form": form,
        "notice": notice,
        "rows": steps.answers(draft, lambda slug: _address(draft.pk, slug)),
        "may_miss_notice": not (who.get("name") and who.get("address")),
        "place": TOTAL,
        "total": TOTAL,
        "back": _address(draft.pk, steps.before(CHECK)),
        "handle": draft.pk,
        "crumbs": _crumbs(),
    }
    return render(request, "petitions/check.html", context)


def _crumbs() -> list[dict[str, str]]:
    return [
        {"title": _("Tell us"), "url": reverse("petitions:start")},
        {"title": _("Write it down")},
    ]


def _sent_from_old_page() -> str:
    return _(
        "The page had been open for long or your browser refused a cookie, so this was not sent. "
        "What you wrote is still here; please press the button again."
    )
