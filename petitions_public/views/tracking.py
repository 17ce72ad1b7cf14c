"""Look a matter up with number and code, read it, answer back."""

import functools
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework import public
from casework.public import ActFailed, Holder
from core.ratelimit import client_ip, limited, too_many
from petitions_public import guessing, known, telling, visit
from petitions_public.forms.tracking import (
    LookupForm,
    MaterialForm,
    RatingForm,
    SolvedForm,
    score_words,
    solved_words,
)
from petitions_public.keeping import View, keep_what_was_typed

ACTS_AN_HOUR = 60
_capped = limited("petitions.act", ACTS_AN_HOUR, timedelta(hours=1))
_FORMS = {"supply": MaterialForm, "rate": RatingForm, "solved": SolvedForm}


def _on_post(view: View) -> View:
    """An act is a POST; its address, opened by itself, leads to the matter."""

    @functools.wraps(view)
    def wrapper(request: HttpRequest, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return redirect("petitions:track")
        return view(request, **kwargs)

    return wrapper


@keep_what_was_typed
def track(request: HttpRequest) -> HttpResponse:
    """The lookup, or, once number and code were right, the matter."""
    if request.method == "POST":
        return _look_up(request)
    holder = visit.holder(request)
    if holder is None:
        return _show_lookup(request, LookupForm())
    return _show_cases(request, holder)


def track_again(request: HttpRequest) -> HttpResponse:
    """A stale page sent number and code: they are filled in again, the try does not count."""
    form = LookupForm(initial=request.POST.dict())
    return _show_lookup(request, form, notice=_stale())


track.after_csrf_failure = track_again


@_on_post
@_capped
@keep_what_was_typed
def open_answer(request: HttpRequest, letter: UUID) -> HttpResponse:
    """打开答复: the delivery from which this person's rights run."""
    return _act(
        request,
        lambda holder: public.open_answer(holder, letter),
        _("You have received the answer. Please read it below."),
    )


@_on_post
@_capped
@keep_what_was_typed
def rate(request: HttpRequest, case: UUID) -> HttpResponse:
    form = RatingForm(request.POST)
    return _act(
        request,
        lambda holder: public.rate(holder, case, **form.cleaned_data),
        _("Thank you. Your rating counts as you gave it."),
        form=form,
        bound=("rate", case),
    )


@_on_post
@_capped
@keep_what_was_typed
def say_solved(request: HttpRequest, case: UUID) -> HttpResponse:
    form = SolvedForm(request.POST)

    def act(holder: Holder) -> None:
        said = form.cleaned_data
        public.say_solved(holder, case, said["answer"], text=said["words"])

    told = _("Thank you for telling us.")
    return _act(request, act, told, form=form, bound=("solved", case))


@_on_post
@_capped
@keep_what_was_typed
def supply(request: HttpRequest, case: UUID) -> HttpResponse:
    form = MaterialForm(request.POST)
    return _act(
        request,
        lambda holder: public.supply_material(holder, case, form.cleaned_data["words"]),
        _("Received. The unit goes on with it."),
        form=form,
        bound=("supply", case),
    )


def act_again(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    """A stale page sent an answer: the matter again, with the words, nothing done."""
    holder = visit.holder(request)
    words = request.POST.get("words", "")
    if holder is None:
        return _show_lookup(request, LookupForm(initial={"kept": words}), notice=_stale())
    return _show_cases(request, holder, kept=words, notice=_stale())


for _view in (open_answer, rate, say_solved, supply):
    _view.after_csrf_failure = act_again


@_on_post
@keep_what_was_typed
def leave(request: HttpRequest) -> HttpResponse:
    visit.leave(request)
    messages.success(request, _("You have left. Nobody can read your matter here now."))
    return redirect("petitions:track")


@_on_post
@keep_what_was_typed
def stay(request: HttpRequest) -> HttpResponse:
    if visit.holder(request):
        visit.stay(request, always=True)
    return redirect("petitions:track")


def _look_up(request: HttpRequest) -> HttpResponse:
    address = client_ip(request)
    too_often = guessing.address_waits(address)
    if too_often:
        return too_many(request, too_often)
    form = LookupForm(request.POST)
    if not form.is_valid():
        return _show_lookup(request, form)
    number = form.cleaned_data["number"]
    attempt = guessing.Try(number, address, known.browser_of(request, number))
    wait = attempt.begin()
    if not wait:
        holder = public.find(number, form.cleaned_data["code"])
        if holder:
            attempt.succeeded()
            return _enter(request, holder, number, kept=form.cleaned_data["kept"])
        attempt.failed()
        wait = attempt.pause()
    form.add_error(None, _no_match(wait))
    return _show_lookup(request, form)


def _enter(request: HttpRequest, holder: Holder, number: str, kept: str) -> HttpResponse:
    visit.enter(request, holder)
    # Words that wait to be sent are shown at once: no session stores them.
    response = _show_cases(request, holder, kept=kept) if kept else redirect("petitions:track")
    known.remember(request, response, number)
    return response


def _no_match(seconds: int) -> str:
    """One answer for a wrong number and a wrong code; after five tries how long to wait."""
    if not seconds:
        return _("Number and code do not go together. Please compare both with your receipt.")
    minutes = -(-seconds // 60)
    return ngettext(
        "There were too many tries with this number. Please try again in %(minutes)d minute.",
        "There were too many tries with this number. Please try again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def _act(
    request: HttpRequest,
    act: Callable[[Holder], None],
    done: str,
    *,
    form=None,
    bound: tuple[str, UUID] | None = None,
) -> HttpResponse:
    """Do what the resident asked and go back to the matter; keep the words if it fails."""
    words = request.POST.get("words", "")
    holder = visit.holder(request)
    if holder is None:
        return _show_lookup(request, LookupForm(initial={"kept": words}), notice=_ended())
    if form is not None and not form.is_valid():
        return _show_cases(request, holder, form=form, bound=bound)
    try:
        act(holder)
    except ActFailed as failure:
        return _show_cases(request, holder, kept=words, notice=failure.sentence)
    except (ObjectDoesNotExist, PermissionDenied):
        raise Http404("No such matter.") from None
    visit.stay(request)
    messages.success(request, done)
    return redirect("petitions:track")


def _show_lookup(request: HttpRequest, form: LookupForm, notice: str = "") -> HttpResponse:
    context = {"form": form, "notice": notice}
    return render(request, "petitions/lookup.html", context)


def _show_cases(
    request: HttpRequest,
    holder: Holder,
    *,
    form=None,
    bound: tuple[str, UUID] | None = None,
    kept: str = "",
    notice: str = "",
) -> HttpResponse:
    visit.stay(request)
    pages = [
        _page(case, place, form if bound and bound[1] == case.uuid else None, bound, kept)
        for place, case in enumerate(public.look(holder))
    ]
    fits = any(page["supply"] or page["solved"] for page in pages)
    context = {
        "pages": pages,
        "form": form,
        "ends_at": visit.ends_at(request),
        "notice": notice,
        # Words for which there is no box any more are shown, not dropped.
        "homeless": [kept] if kept and not fits else [],
    }
    return render(request, "petitions/case.html", context)


def _page(case, place: int, form, bound: tuple[str, UUID] | None, kept: str) -> dict:
    may = {"supply": case.may_supply, "rate": case.may_rate, "solved": case.may_say_solved}
    forms = {
        name: _form(name, place, form if bound and bound[0] == name else None, kept)
        for name, allowed in may.items()
        if allowed
    }
    return {
        "case": case,
        "clock": telling.clock(case),
        "timeline": list(telling.timeline(case)),
        "letters": list(telling.letters(case)),
        "rights": telling.rights(case),
        "rated": [score_words(score) for score in case.rated.values()],
        "solved_words": solved_words(case.solved),
        "supply": forms.get("supply"),
        "rate": forms.get("rate"),
        "solved": forms.get("solved"),
    }


def _form(name: str, place: int, form, kept: str):
    """A form of the page, with ids of its own where several matters stand on it."""
    shown = form or _FORMS[name](initial={"words": kept})
    shown.auto_id = f"id_{place}_{name}_%s"
    return shown


def _ended() -> str:
    return _(
        "Your twenty minutes had passed, so this was not sent. Please enter number and code "
        "again; what you wrote is kept."
    )


def _stale() -> str:
    return _("This was not sent, because the page was old. Please press the button again.")
