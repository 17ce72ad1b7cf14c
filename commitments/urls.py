from django.urls import path

from commitments.feeds import CommitmentFeed

app_name = "commitments_public"

urlpatterns = [path("feed/", CommitmentFeed(), name="feed")]
