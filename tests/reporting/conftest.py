from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of(db: None) -> Callable[[Callable[[], object]], int]:
    """How many queries something takes the second time, when caches are warm."""

    def count(act: Callable[[], object]) -> int:
        act()
        with CaptureQueriesContext(connection) as seen:
            act()
        return len(seen)

    return count
