"""The first sign-in: the password on the slip opens one page only, where a new one is chosen."""

from collections.abc import Callable

from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.forms import FirstPasswordForm

GetResponse = Callable[[HttpRequest], HttpResponse]


class FirstPasswordView(WagtailAdminTemplateMixin, FormView):
    template_name = "units/admin/first_password.html"
    form_class = FirstPasswordForm
    header_icon = "lock"
    page_title = gettext_lazy("Choose your own password")
    breadcrumbs_items: list[dict[str, str]] = []  # there is no way to anywhere else

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.must_choose_password:
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        return super().get_form_kwargs() | {"user": self.request.user}

    def form_valid(self, form: FirstPasswordForm) -> HttpResponse:
        form.user.must_choose_password = False
        form.save()
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("From now on you sign in with your own password."))
        return redirect("wagtailadmin_home")


def choose_password_first(get_response: GetResponse) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever signed in with a printed password to the page where it is replaced."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/") and not _is_open(request):
            return HttpResponseRedirect(reverse("first_password"))
        return get_response(request)

    return middleware


def _is_open(request: HttpRequest) -> bool:
    must_choose = getattr(request.user, "must_choose_password", False)
    return not must_choose or request.path in map(reverse, _NEEDED)


# The page itself, what its frame loads, and the way out.
_NEEDED = (
    "first_password",
    "wagtailadmin_sprite",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
)
