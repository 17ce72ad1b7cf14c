"""The pages of the form in their order, and what they add up to."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.public import Kind, WebFiling
from petitions_public.forms.filing import (
    UNSURE,
    AboutForm,
    EnquiryForm,
    KindForm,
    WhatForm,
    WhereForm,
    WhoForm,
    kind_words,
)
from petitions_public.models import Draft, Raw


@dataclass(frozen=True)
class Step:
    """One page: its name in the address, its heading, its form and template."""

    slug: str
    heading: Promise
    form: type[forms.Form]
    template: str = "petitions/step.html"

    def raw(self, posted: Raw) -> Raw:
        """What was typed into this page's fields; anything else that was sent is left out."""
        return {name: posted.get(name, "") for name in self.form.base_fields}

    def form_for(self, kind: str) -> type[forms.Form]:
        """The form of this page for a kind of matter."""
        return EnquiryForm if self.form is WhatForm and kind == Kind.ENQUIRY else self.form

    def filled(self, draft: Draft) -> forms.Form:
        """The form as it stands in the draft; the same one while the draft says the same."""
        kept = vars(draft).setdefault("_filled", {})
        key = (self.slug, draft.kind, draft.answers)
        if key not in kept:
            kept[key] = self._filled(draft)
        return kept[key]

    def _filled(self, draft: Draft) -> forms.Form:
        if self.slug == KIND:
            return self.form({KIND: draft.kind})
        return self.form_for(draft.kind)(draft.by_step.get(self.slug, {}))


KIND, CHECK = "kind", "check"
STEPS = (
    Step(KIND, _("What is it?"), KindForm, "petitions/kind.html"),
    Step("what", _("What happened, and what do you ask?"), WhatForm),
    Step("where", _("Where is it?"), WhereForm),
    Step("about", _("What is it about?"), AboutForm, "petitions/about.html"),
    Step("who", _("Who are you?"), WhoForm, "petitions/who.html"),
)
BY_SLUG = {step.slug: step for step in STEPS}
TOTAL = len(STEPS) + 1  # with the page that shows all answers


def place_of(slug: str) -> int:
    """Which page of the form this is, counted from one."""
    return [*BY_SLUG, CHECK].index(slug) + 1


def before(slug: str) -> str:
    return [*BY_SLUG, CHECK][place_of(slug) - 2]


def after(slug: str) -> str:
    return [*BY_SLUG, CHECK][place_of(slug)]


def first_invalid(draft: Draft) -> Step | None:
    """The first page that cannot be handed in as it stands; None when all can."""
    for step in STEPS:
        if step.slug not in draft.by_step and step.slug != KIND:
            return step
        if not step.filled(draft).is_valid():
            return step
    return None


def filing(draft: Draft) -> WebFiling:
    """All answers as the queue takes them. Every page must be valid."""
    cleaned: dict[str, object] = {}
    for step in STEPS:
        form = step.filled(draft)
        form.is_valid()
        cleaned |= form.cleaned_data
    category = cleaned.pop("category")
    return WebFiling(
        form_key=draft.pk,
        category="" if category == UNSURE else category,
        language=get_language() or "zh-hans",
        **cleaned,
    )


def answers(draft: Draft, address: Callable[[str], str]) -> list[dict[str, object]]:
    """One row for each answer, with the address where it can be changed."""
    return [
        {
            "term": _short(name, bound),
            "value": shown,
            "change_url": f"{address(step.slug)}?back={CHECK}",
            "change_text": _("Change"),
        }
        for step in STEPS
        for name, bound, shown in _shown(step, step.filled(draft))
    ]


def _shown(step: Step, form: forms.Form):
    form.is_valid()
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if step.slug == KIND:
            shown = kind_words(value)
        elif isinstance(form.fields[name], forms.ChoiceField):
            shown = _label(form.fields[name].choices, value)
        else:
            shown = value
        yield name, form[name], shown or _("left empty")


def _label(choices, value: object) -> object:
    """The words of a choice, in groups or not."""
    for key, label in choices:
        if isinstance(label, list):
            found = _label(label, value)
            if found:
                return found
        elif value not in (None, "") and str(key) == str(value):
            return label
    return ""


_TERMS = {
    "kind": _("Kind"),
    "title": _("In one sentence"),
    "request": _("What you ask for"),
    "place": _("Where exactly"),
    "category": _("About"),
}


def _short(name: str, bound: forms.BoundField) -> object:
    return _TERMS.get(name, bound.label)
