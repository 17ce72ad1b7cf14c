from wagtail import hooks

from hearings.viewsets import HearingViewSet, hearings


@hooks.register("register_admin_viewset")
def register_hearings() -> HearingViewSet:
    return hearings
