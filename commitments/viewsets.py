"""Promises under /admin/commitments/: a list, a form until they are announced, then acts only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from commitments.models import Commitment
from commitments.views import AskChangeView, DecideView, RecordView, ReportView
from core.workdays import city_day


def _stands(row: Commitment) -> str:
    if not row.is_announced:
        return str(_("not announced yet"))
    return row.status(city_day(timezone.now())).label


class CommitmentIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Commitment]:
        return Commitment.objects.with_record().order_by("-pk")


class CommitmentCreateView(generic.CreateView):
    def save_instance(self) -> Commitment:
        self.form.instance.written_by = self.request.user
        return super().save_instance()

    def get_success_url(self) -> str:
        return reverse("commitments:inspect", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class CommitmentEditView(generic.EditView):
    """Once announced, a promise is changed by acts with a reason only."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if Commitment.objects.announced().filter(pk=kwargs["pk"]).exists():
            raise PermissionDenied(
                _("This commitment is announced: ask for a change, with its reason.")
            )
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return reverse("commitments:inspect", args=[self.object.pk])


class CommitmentViewSet(ModelViewSet):
    model = Commitment
    name = "commitments"
    icon = "tick"
    menu_label = _("Commitments")
    menu_order = 120
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = CommitmentIndexView
    add_view_class = CommitmentCreateView
    edit_view_class = CommitmentEditView
    list_per_page = 30
    search_fields = ["name"]
    search_backend_name = ""
    list_display = [
        TitleColumn(
            "name",
            label=_("what is promised"),
            get_url=lambda row: reverse("commitments:inspect", args=[row.pk]),
        ),
        "unit",
        "due_on",
        Column("stands", label=_("how it stands"), accessor=_stands),
    ]
    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("name_en")], heading=_("What is promised")
        ),
        MultiFieldPanel(
            [
                FieldPanel("target"),
                FieldRowPanel([FieldPanel("measure"), FieldPanel("measure_en")]),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("due_on")]),
            ],
            heading=_("How much, until when"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("source"), FieldPanel("document")]),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("post")]),
            ],
            heading=_("Who answers for it"),
        ),
        InlinePanel("milestones", heading=_("Steps"), label=_("Step")),
    ]

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = ("index", "index_results", "add", "edit")
        return [
            *(pattern for pattern in super().get_urlpatterns() if pattern.name in kept),
            path("<int:pk>/", RecordView.as_view(), name="inspect"),
            path("<int:pk>/report/", ReportView.as_view(), name="report"),
            path("<int:pk>/change/", AskChangeView.as_view(), name="change"),
            path("<int:pk>/decide/<int:change>/", DecideView.as_view(), name="decide"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(("delete_url_name", "history_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**nowhere, **kwargs)


commitments = CommitmentViewSet()
