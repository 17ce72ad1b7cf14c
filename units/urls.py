from django.urls import path

from units.views import find

app_name = "units"

urlpatterns = [path("", find, name="finder")]
