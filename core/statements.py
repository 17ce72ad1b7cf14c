"""How long a page may keep the database busy."""

from typing import Any

LONGEST = "20s"


def limit_statements(connection: Any, **_signal: object) -> None:
    """On PostgreSQL, end a page's statement that takes too long: the page then says "busy".

    For the web server alone: jobs, imports and migrations may take longer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [LONGEST])
