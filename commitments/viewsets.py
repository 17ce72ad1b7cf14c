"""Promises under /admin/commitments/."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import DateColumn

from commitments.models import Commitment
from commitments.views import AskChangeView, DecideView, InspectView, ReportView
from core.record_viewsets import RecordViewSet


class CommitmentViewSet(RecordViewSet):
    model = Commitment
    name = "commitments"
    icon = "tick"
    menu_label = _("Commitments")
    menu_order = 120
    due_column = DateColumn("due_on", label=_("due on"))
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
    acts = [
        path("<int:pk>/", InspectView.as_view(), name="inspect"),
        path("<int:pk>/report/", ReportView.as_view(), name="report"),
        path("<int:pk>/change/", AskChangeView.as_view(), name="change"),
        path("<int:pk>/decide/<int:change>/", DecideView.as_view(), name="decide"),
    ]


commitments = CommitmentViewSet()
