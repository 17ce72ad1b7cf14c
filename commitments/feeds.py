from django.utils.translation import gettext_lazy as _

from commitments.models import CommitmentPage
from core.feeds import PageFeed


class CommitmentFeed(PageFeed):
    page_class = CommitmentPage
    section = "commitments"
    title = _("Commitments")
    subtitle = _("What was promised, and how it stands")
