from .approval import ThreeChecks
from .check import CheckKind, PublicationCheck
from .home_page import HomePage
from .news import NewsIndexPage, NewsPage
from .standard import SectionPage, StandardPage

__all__ = [
    "CheckKind",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PublicationCheck",
    "SectionPage",
    "StandardPage",
    "ThreeChecks",
]
