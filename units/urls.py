from django.urls import path

from units.views.find import find

app_name = "units"

urlpatterns = [path("", find, name="finder")]
