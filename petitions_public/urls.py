from django.urls import path

from petitions_public.views import filing, receipt, start, tracking

app_name = "petitions"

urlpatterns = [
    path("", start.start, name="start"),
    path("new/", filing.new, name="new"),
    path("new/report/", filing.report, name="report"),
    path("new/<uuid:handle>/receipt/", receipt.receipt, name="receipt"),
    path("new/<uuid:handle>/receipt/noted/", receipt.note_code, name="note_code"),
    path("new/<uuid:handle>/discard/", filing.discard, name="discard"),
    path("new/<uuid:handle>/check/", filing.check, name="check"),
    path("new/<uuid:handle>/<slug:step>/", filing.step, name="step"),
    path("track/", tracking.track, name="track"),
    path("track/answer/<uuid:letter>/", tracking.open_answer, name="track_open"),
    path("track/<uuid:case>/rate/", tracking.rate, name="track_rate"),
    path("track/<uuid:case>/solved/", tracking.say_solved, name="track_solved"),
    path("track/<uuid:case>/material/", tracking.supply, name="track_supply"),
    path("track/leave/", tracking.leave, name="track_leave"),
    path("track/stay/", tracking.stay, name="track_stay"),
]
