"""Hearings under /admin/hearings/."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import DateColumn

from core.record_viewsets import RecordViewSet
from hearings.models import Hearing
from hearings.views import AskChangeView, DecideView, HeldView, InspectView, OutcomeView


class HearingViewSet(RecordViewSet):
    model = Hearing
    name = "hearings"
    icon = "group"
    menu_label = _("Hearings")
    menu_order = 110
    due_column = DateColumn("held_at", label=_("date and time"))
    panels = [
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("name"), FieldPanel("name_en")],
            heading=_("What it is about"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("held_at"), FieldPanel("seats")]),
                FieldPanel("place"),
                FieldPanel("place_en"),
                FieldPanel("organ"),
            ],
            heading=_("When and where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("who"),
                FieldPanel("who_en"),
                FieldPanel("how"),
                FieldPanel("how_en"),
                FieldPanel("contact"),
            ],
            heading=_("Who may take part, and how"),
        ),
    ]
    acts = [
        path("<int:pk>/", InspectView.as_view(), name="inspect"),
        path("<int:pk>/held/", HeldView.as_view(), name="held"),
        path("<int:pk>/outcome/", OutcomeView.as_view(), name="outcome"),
        path("<int:pk>/change/", AskChangeView.as_view(), name="change"),
        path("<int:pk>/decide/<int:change>/", DecideView.as_view(), name="decide"),
    ]


hearings = HearingViewSet()
