"""How the database reads the tables that grow, page by page: `python -m benchmarks.plans`.

Run against an installation that was made: --db and --cases name it. Says of each statement its
time and the steps of its plan; a scan of a whole table or a sort of many rows stands out there.
"""

import argparse
import contextlib
import os
import time
from typing import Any

import django
from django.db import connection

from benchmarks import postgres
from benchmarks.installation import CACHE, Installation
from benchmarks.targets import TARGETS

GROWING = ("casework_case", "casework_event", "casework_clock", "casework_petitioner")
TRIES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--pages", default="")
    arguments = parser.parse_args()
    with contextlib.ExitStack() as stack:
        cluster = None
        if arguments.db == "postgresql":
            cluster = stack.enter_context(postgres.running(CACHE / "cluster"))
        os.environ.update(Installation(arguments.cases, cluster).environment)
        django.setup()
        _show(arguments.pages)


def _show(part: str) -> None:
    from benchmarks.counting import Inside  # noqa: PLC0415  models need the settings
    from benchmarks.entries import tickets  # noqa: PLC0415

    class Remembering(Inside):
        def _gather(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            asked.append((sql, params))
            return execute(sql, params, many, context)

    asked: list[tuple[str, Any]] = []
    ready, browser = tickets(drafts=10), Remembering()
    for target in TARGETS:
        if part not in target.name:
            continue
        target.visit(browser, ready)
        asked.clear()
        target.visit(browser, ready)
        print(f"\n== {target.name}")
        for sql, params in list(asked):
            if sql.startswith("SELECT") and any(table in sql for table in GROWING):
                _explain(sql, params)


def _explain(sql: str, params: Any) -> None:
    with connection.cursor() as cursor:
        took = []
        for _time in range(TRIES):
            begun = time.perf_counter()
            cursor.execute(sql, params)
            cursor.fetchall()
            took.append(1000 * (time.perf_counter() - begun))
        print(f"  {min(took):8.2f} ms  …{sql[sql.find(' FROM ') :][:150]}")
        how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE) "
        cursor.execute(how + sql, params)
        for row in cursor.fetchall():
            print(f"              {row[-1]}")


if __name__ == "__main__":
    main()
