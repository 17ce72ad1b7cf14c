"""What the bureau's desk decides: kind and route, where a matter goes, disputes."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Prefetch, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.actions.referral import Classification
from casework.casefile import CaseFile
from casework.choices import ROUTES_ELSEWHERE, DisputeOutcome, Kind, ReferralKind, Route
from casework.forms.base import ActForm, day_field, radio, text_area
from casework.models import Category
from casework.workflow import Status
from units.models import Post, Unit, User
from units.roles import Level

_KINDS = [choice for choice in Kind.choices if choice[0] != Kind.REPORT]
_REFERRALS = [(kind.value, kind.label) for kind in (ReferralKind.TRANSFER, ReferralKind.ASSIGN)]
_OWN_FIRST = sorted(Route.choices, key=lambda choice: choice[0] in ROUTES_ELSEWHERE)


class ClassificationForm(ActForm):
    """Kind, route and category together: one look at the matter is enough."""

    kind = radio(_("Kind of matter"), _KINDS)
    route = radio(
        _("Route (appeals and requests only)"),
        _OWN_FIRST,
        required=False,
        help_text=_("The first four of Art 31 are led into the other procedure."),
    )
    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.none(), required=False
    )

    def prepare(self, file: CaseFile) -> None:
        case = file.case
        field = self.fields["category"]
        valid = Category.objects.valid(file.today).select_related("parent")
        field.queryset = valid
        field.choices = [("", _("Not decided")), *_grouped(valid)]
        hint = case.kind if case.status != Status.SUBMITTED else case.kind_hint or case.kind
        self.initial = {
            "kind": hint if hint != Kind.REPORT else None,
            "route": case.route or None,
            "category": case.category_id,
        }
        # What an organ accepted keeps its kind and route.
        for name in ("kind", "route"):
            self.fields[name].disabled = case.organ_id is not None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Kind.APPEAL and not data.get("route"):
            self.add_error("route", gettext("An appeal or request needs a route (Art 31)."))
        return data

    def decided(self) -> Classification:
        data = self.cleaned_data
        route = Route(data["route"]) if data["route"] else None
        return Classification(Kind(data["kind"]), data["category"], route)


class ReferForm(ActForm):
    unit = forms.ModelChoiceField(label=_("Station in charge"), queryset=Unit.objects.none())
    kind = radio(_("How"), _REFERRALS, initial=ReferralKind.TRANSFER)
    report_due_on = day_field(
        _("Report due on"), required=False, help_text=_("For an assignment only (Art 22).")
    )
    reason = text_area(_("Words to the station"), rows=3, required=False, max_length=500)

    def prepare(self, file: CaseFile) -> None:
        stations = Unit.objects.open(file.today).filter(kind=Level.STATION, organ__isnull=False)
        field = self.fields["unit"]
        field.queryset = stations.exclude(pk=file.case.unit_id).select_related("organ")
        field.label_from_instance = _station_label
        self.fields["report_due_on"].widget.attrs["min"] = file.today.isoformat()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        due_on = data.get("report_due_on")
        if data.get("kind") == ReferralKind.ASSIGN and not due_on:
            message = gettext("An assignment names the day its report is due (Art 22).")
            self.add_error("report_due_on", message)
        if data.get("kind") == ReferralKind.TRANSFER and due_on:
            message = gettext("A transfer has no report date: choose the assignment.")
            self.add_error("report_due_on", message)
        if due_on and due_on < self.file.today:
            self.add_error("report_due_on", gettext("This day has passed."))
        return data


class HandDownForm(ActForm):
    unit = forms.ModelChoiceField(label=_("Room or station"), queryset=Unit.objects.none())
    reason = text_area(_("Words to them"), rows=3, required=False, max_length=500)

    def prepare(self, file: CaseFile) -> None:
        below = Unit.objects.open(file.today).exclude(kind=Level.BUREAU).order_by("path")
        field = self.fields["unit"]
        field.queryset = below
        field.choices = [("", "---------"), *_by_station(below)]
        self.initial = {"unit": file.case.area_id}


class RedirectForm(ActForm):
    """Where the matter goes: handing out an address alone would be passing the buck."""

    where = forms.CharField(label=_("Authority or procedure"), max_length=100)
    desk = forms.CharField(label=_("Desk"), max_length=60)
    phone = forms.CharField(label=_("Telephone"), max_length=40)
    limit = forms.CharField(
        label=_("Time limit of that procedure"),
        max_length=80,
        help_text=_("In plain words with a day: it runs on while the resident waits."),
    )


class SealForm(ActForm):
    sure = forms.BooleanField(
        label=_("I have read this. Hand it to the discipline desk; I cannot call it back.")
    )


class AccusedForm(ActForm):
    """Those complained about. What is ticked is the whole list: a mistake is taken back here."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "lxq-many"}),
    )
    users = forms.ModelMultipleChoiceField(
        label=_("Members of staff"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "lxq-many"}),
        help_text=_("For the bureau itself, tick the persons: every unit is below it."),
    )

    def prepare(self, file: CaseFile) -> None:
        case = file.case
        named_units = Q(pk__in=case.accused_units.values("pk"))
        named_users = Q(pk__in=case.accused_users.values("pk"))
        today = Unit.objects.open(file.today).exclude(kind=Level.BUREAU).values("pk")
        posts = Post.objects.current(file.today)
        units, users = self.fields["units"], self.fields["users"]
        units.queryset = Unit.objects.filter(Q(pk__in=today) | named_units)
        users.queryset = (
            User.objects.filter(Q(pk__in=posts.values("user")) | named_users)
            .order_by("name", "username")
            .prefetch_related(
                Prefetch("posts", posts.select_related("unit"), to_attr="posts_today")
            )
        )
        users.label_from_instance = _staff_label
        if case.unit.kind != Level.BUREAU:
            units.help_text = _(
                "The matter is with %(unit)s now. If that unit is complained about, nobody "
                "there can go on with it: pass it on to another one."
            ) % {"unit": case.unit.name}
        self.initial = {"units": case.accused_units.all(), "users": case.accused_users.all()}


class DisputeForm(ActForm):
    outcome = radio(_("What the call led to"), DisputeOutcome.choices)
    report = text_area(_("Who was called, and what was said"))


def _station_label(unit: Unit) -> str:
    organ = unit.organ.short_name if unit.organ else ""
    return f"{unit.name}（{organ}）" if organ else unit.name


def _staff_label(user: User) -> str:
    units = dict.fromkeys(post.unit.name for post in user.posts_today)
    return " · ".join([str(user), *units])


def _grouped(categories: Iterable[Category]) -> Iterator[tuple[Any, Any]]:
    """First levels as groups, each with itself and its second level."""
    rows = list(categories)
    for first in rows:
        if first.parent_id is not None:
            continue
        below = [(row.pk, row.name) for row in rows if row.parent_id == first.pk]
        own = (first.pk, first.name)
        yield (first.name, [own, *below]) if below else own


def _by_station(units: Iterable[Unit]) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Rooms under their station; `units` come in the order of the tree."""
    group: tuple[str, list[tuple[int, str]]] | None = None
    for unit in units:
        if unit.kind == Level.STATION or group is None:
            if group:
                yield group
            group = (unit.name, [])
        group[1].append((unit.pk, unit.name))
    if group:
        yield group
