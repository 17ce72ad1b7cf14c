"""Fixtures every test may use."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils.translation import override

from core import generation
from core.pagecache import forget_all
from tests import cast as stage


@pytest.fixture(autouse=True)
def _source_language() -> Iterator[None]:
    """Sentences that no request asked for are compared in the language of the source."""
    with override("en"):
        yield


@pytest.fixture
def city(db: None) -> stage.City:
    return stage.build_city()


@pytest.fixture
def cast(city: stage.City) -> stage.Cast:
    return stage.hire(city)


@pytest.fixture
def file(city: stage.City, cast: stage.Cast) -> Callable[..., stage.Matter]:
    """Hand in a matter; the Matter then walks on through the real actions."""

    def make(**words: object) -> stage.Matter:
        return stage.file(city, cast, **words)

    return make


@pytest.fixture
def matter(file: Callable[..., stage.Matter]) -> stage.Matter:
    return file()


@pytest.fixture
def keys_of_city(settings, tmp_path: Path) -> Path:
    """The keys the city's rows were written with, in a copy that a test may change."""
    settings.KEYS = shutil.copytree(settings.KEYS, tmp_path / "keys of the city")
    return settings.KEYS


@pytest.fixture
def kept_pages(settings) -> Iterator[None]:
    """The page cache as in production, empty; the other tests run without it."""
    settings.KEEP_PAGES = True
    cache.clear()
    generation.renew()
    yield
    forget_all()
