"""Records in the admin: a list, a form until they are announced, from then on acts only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from core.workdays import city_day


class RecordIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Any]:
        return self.model.objects.with_record().order_by("-pk")


class ToRecord:
    """After saving, the page of the record."""

    object: Any
    index_url_name: str

    def get_success_url(self) -> str:
        namespace = self.index_url_name.partition(":")[0]
        return reverse(f"{namespace}:inspect", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class RecordCreateView(ToRecord, generic.CreateView):
    def save_instance(self) -> Any:
        self.form.instance.written_by = self.request.user
        return super().save_instance()


class RecordEditView(ToRecord, generic.EditView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.model.objects.announced().filter(pk=kwargs["pk"]).exists():
            raise PermissionDenied(_("This is announced: ask for a change, with its reason."))
        return super().dispatch(request, *args, **kwargs)


class RecordViewSet(ModelViewSet):
    """Subclasses give model, name, panels and `acts`: the addresses of their own views."""

    acts: list[URLPattern] = []
    due_column: Column
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    index_view_class = RecordIndexView
    add_view_class = RecordCreateView
    edit_view_class = RecordEditView
    list_per_page = 30
    search_fields = ["name"]
    search_backend_name = ""

    @property
    def list_display(self) -> list[Any]:
        return [
            TitleColumn(
                "name",
                label=self.model._meta.verbose_name,
                get_url=lambda row: reverse(f"{self.name}:inspect", args=[row.pk]),
            ),
            self.due_column,
            Column("stands", label=_("how it stands"), accessor=_stands),
        ]

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = ("index", "index_results", "add", "edit")
        own = [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]
        return [*own, *self.acts]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        nowhere = dict.fromkeys(("delete_url_name", "history_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**nowhere, **kwargs)


def _stands(row: Any) -> str:
    if not row.is_announced:
        return str(_("not announced yet"))
    return str(row.status(city_day(timezone.now())).label)
