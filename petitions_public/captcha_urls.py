"""The picture of the sum, so many a minute: drawing it costs more than asking for it."""

from datetime import timedelta

from captcha.views import captcha_image
from django.http import HttpRequest, HttpResponse
from django.urls import path

from core.ratelimit import allow, client_ip

PICTURES, PER = 120, timedelta(minutes=10)


def picture(request: HttpRequest, key: str) -> HttpResponse:
    if not allow("petitions.picture", client_ip(request), PICTURES, PER):
        return HttpResponse(status=429)
    return captcha_image(request, key)


urlpatterns = [path("image/<slug:key>/", picture, name="captcha-image")]
