"""The list of matters: tabs with counts, three filters, and the search by exact words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import queue
from casework.choices import Kind
from casework.models import Case, Category
from casework.staff_words import days_words, due_day, status_word, tone
from casework.views.base import QueueView
from core.crypto import DecryptionFailed, KeyMissing
from core.widgets import PlainSelect
from core.workdays import city_day
from units.models import Unit, User, span
from units.roles import Level

PAGE = 25


@dataclass(frozen=True)
class Row:
    """One matter in a list."""

    number: str
    title: str
    kind: str
    category: str
    word: str
    tone: str
    holder: str
    due_on: date | None
    days: str
    received_at: datetime


def row(case: Case, today: date) -> Row:
    due_on = due_day(case)
    return Row(
        number=case.number,
        title=_title(case),
        kind=str(case.get_kind_display()),
        category=case.category.name if case.category else "",
        word=status_word(case.status),
        tone=tone(case, today),
        holder=case.unit.name,
        due_on=due_on,
        days=days_words(due_on, today) if due_on else "",
        received_at=case.received_at,
    )


def _title(case: Case) -> str:
    """A title that cannot be opened says so; the list goes on with the others."""
    try:
        return case.title or _("(no title)")
    except (DecryptionFailed, KeyMissing):
        return _("(cannot be opened: tell the people who run this portal)")


class _Names(forms.models.ModelChoiceIterator):
    """Keys and names as they stand in the table: no row is made into an object."""

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield "", self.field.empty_label
        yield from self.queryset.values_list("pk", "name")


class NamesField(forms.ModelChoiceField):
    """One of many rows, chosen by its name."""

    iterator = _Names
    widget = PlainSelect


class FilterForm(forms.Form):
    """Narrows a list; a plain GET form."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of matter"), required=False, widget=PlainSelect
    )
    category = NamesField(
        label=gettext_lazy("Category"),
        queryset=Category.objects.first_level(),
        required=False,
        empty_label=gettext_lazy("All categories"),
    )
    unit = NamesField(
        label=gettext_lazy("Unit"),
        queryset=Unit.objects.exclude(kind=Level.ROOM).order_by("path"),
        required=False,
        empty_label=gettext_lazy("All units"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            ("", _("All kinds")),
            *[choice for choice in Kind.choices if choice[0] != Kind.REPORT],
        ]
        if all(post.unit.kind != Level.BUREAU for post in user.current_posts):
            del self.fields["unit"]  # below the bureau a person sees one unit only

    @property
    def narrows(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def narrowing(self) -> Q:
        if not self.narrows:
            return Q()
        data = self.cleaned_data
        wanted = Q(kind=data["kind"]) if data["kind"] else Q()
        if data["category"]:
            wanted &= Q(category=data["category"]) | Q(category__parent=data["category"])
        unit = data.get("unit")
        if unit and unit.kind == Level.BUREAU:
            wanted &= Q(unit=unit)
        elif unit:
            wanted &= span(unit.path, "unit__path")
        return wanted


class IndexView(QueueView):
    """A tab of the queue."""

    template_name = "casework/admin/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        self.today = city_day(timezone.now())
        tabs = queue.tabs_of(request.user)
        tab = self.chosen(tabs)
        counts = queue.counts(request.user, tabs, self.today)
        offered = queue.offered(tabs, counts)
        narrow = FilterForm(request.GET, user=request.user)
        pages = self.by_due(tab, narrow, counts) if tab.is_open else self.by_age(tab, narrow)
        cases = pages.pop("cases")
        return self.render_to_response(
            self.get_context_data(
                tabs=offered,
                tab=tab,
                counts=counts,
                numbered=[(one, counts.get(one.slug)) for one in offered],
                narrow=narrow,
                rows=[row(case, self.today) for case in cases],
                query=self.kept(),
                **pages,
            )
        )

    def by_due(self, tab: queue.Tab, narrow: FilterForm, counts: dict[str, int]) -> dict[str, Any]:
        known = None if narrow.narrows else counts
        found = queue.matters(self.request.user, tab, narrow.narrowing(), self.today, known)
        page = Paginator(found, PAGE).get_page(self.request.GET.get("p"))
        return {"cases": page, "page": page}

    def by_age(self, tab: queue.Tab, narrow: FilterForm) -> dict[str, Any]:
        cases, older = queue.latest(
            self.request.user,
            tab,
            narrow.narrowing(),
            self.today,
            before=self.request.GET.get("before", ""),
            size=PAGE,
            unit=narrow.cleaned_data.get("unit") if narrow.narrows else None,
        )
        return {"cases": cases, "older": older}

    def chosen(self, tabs: list[queue.Tab]) -> queue.Tab:
        """The tab asked for, else the first; one that is not this person's is not found."""
        slug = self.request.GET.get("tab") or tabs[0].slug
        tab = next((tab for tab in tabs if tab.slug == slug), None)
        if tab is None:
            raise Http404
        return tab

    def kept(self) -> str:
        """Tab and filters as they go into the links to other pages."""
        query = self.request.GET.copy()
        for place in ("p", "before"):
            query.pop(place, None)
        return query.urlencode()


class SearchView(QueueView):
    """Search by exact number, name or telephone. By POST: no name goes into an address or log."""

    template_name = "casework/admin/found.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("matters:index")

    def post(self, request: HttpRequest) -> HttpResponse:
        typed = request.POST.get("q", "").strip()[:80]
        today = city_day(timezone.now())
        found = queue.find(request.user, typed) if typed else []
        context = self.get_context_data(
            typed=typed, rows=[row(case, today) for case in found], most=queue.MOST_FOUND
        )
        return self.render_to_response(context)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [*items, {"url": reverse("matters:search"), "label": _("Search")}]
