from django.utils.translation import gettext_lazy as _

from core.feeds import PageFeed
from home.models import NewsPage


class NewsFeed(PageFeed):
    page_class = NewsPage
    section = "news"
    title = _("News")
    subtitle = _("News and notices of the bureau")
