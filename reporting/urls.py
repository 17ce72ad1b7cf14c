from django.urls import path

from reporting.views import statistics

app_name = "reporting"

urlpatterns = [path("", statistics, name="statistics")]
