from .home_page import HomePage
from .news import NewsIndexPage, NewsPage
from .standard import SectionPage, StandardPage

__all__ = ["HomePage", "NewsIndexPage", "NewsPage", "SectionPage", "StandardPage"]
