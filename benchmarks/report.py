"""The figures as a plain table, on the screen and as a page in benchmarks/results/."""

import platform
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import postgres
from benchmarks.measure import Measured
from benchmarks.targets import CONSTANT, TARGETS, Target

RESULTS = Path(__file__).resolve().parent / "results"
GROWTH = 1.2
PER_EMPTY = 1.5
_NAMED = ("Django", "wagtail", "granian", "psycopg")

Counts = dict[tuple[str, int], dict[str, int]]  # by database and cases, SQL by page


def write(measured: Measured, counts: Counts, command: str) -> str:
    """Write one page for each database; return all of it for the screen."""
    RESULTS.mkdir(exist_ok=True)
    shown = []
    for database in sorted({database for database, _cases in counts}):
        sizes = sorted(cases for one, cases in counts if one == database)
        page = "\n".join(_page(measured, counts, database, sizes, command))
        (RESULTS / f"{datetime.now(UTC):%Y-%m-%d}-{database}.md").write_text(page + "\n")
        shown.append(page)
    return "\n\n".join(shown)


def _page(
    measured: Measured, counts: Counts, database: str, sizes: list[int], command: str
) -> Iterator[str]:
    yield f"# {_name(database)}, {' and '.join(f'{size:,}' for size in sizes)} cases"
    yield ""
    yield f"{_machine()}. {', '.join(f'{name} {version(name)}' for name in _NAMED)}. `{command}`"
    yield ""
    most = sizes[-1]
    yield (
        "CPU is that of server and database for one visit, the median of the rounds; "
        "x constant and x empty are ratios of the same round; growth compares the sizes."
    )
    yield ""
    shown = [one for one in TARGETS if (database, most, one.name) in measured.turns]
    rows = [_head(sizes), *(_row(measured, counts, database, sizes, one) for one in shown)]
    yield from _table(rows)
    misses = [miss for one in shown for miss in _misses(measured, counts, database, sizes, one)]
    yield ""
    yield f"Not held at {most:,}: " + ("; ".join(misses) or "nothing") + "."


def _head(sizes: list[int]) -> list[str]:
    cpu = [f"CPU ms at {size:,}" for size in sizes]
    return ["page", "SQL", *cpu, "growth", "x constant", "x empty", "p50 ms", "p99 ms"]


def _row(
    measured: Measured, counts: Counts, database: str, sizes: list[int], target: Target
) -> list[str]:
    key = (database, sizes[-1], target.name)
    return [
        target.name,
        str(counts[database, sizes[-1]][target.name]),
        *(f"{measured.cpu((database, size, target.name)):.2f}" for size in sizes),
        f"{_growth(measured, database, sizes, target):.2f}" if len(sizes) > 1 else "–",
        f"{measured.per_constant(key):.1f}",
        f"{measured.per_empty(key):.2f}" if target.in_admin else "–",
        f"{measured.percentile(key, 0.5):.1f}",
        f"{measured.percentile(key, 0.99):.1f}",
    ]


def _misses(
    measured: Measured, counts: Counts, database: str, sizes: list[int], target: Target
) -> Iterator[str]:
    key = (database, sizes[-1], target.name)
    sql = counts[database, sizes[-1]][target.name]
    if target.in_admin:
        sql -= counts[database, sizes[-1]]["empty admin page"]
        ratio = measured.per_empty(key)
        if ratio > PER_EMPTY:
            yield f"{target.name} {ratio:.2f} x empty (bar {PER_EMPTY})"
    if target.sql is not None and sql > target.sql:
        yield f"{target.name} {sql} SQL (bar {target.sql})"
    if len(sizes) > 1 and target is not CONSTANT:
        growth = _growth(measured, database, sizes, target)
        if growth > GROWTH:
            yield f"{target.name} grows {growth:.2f} (bar {GROWTH})"


def _growth(measured: Measured, database: str, sizes: list[int], target: Target) -> float:
    few, many = ((database, size, target.name) for size in (sizes[0], sizes[-1]))
    return measured.ratio(many, few)


def _table(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for number, row in enumerate(rows):
        cells = [
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|"


def _name(database: str) -> str:
    if database == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    folder = postgres.programs()
    assert folder
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True)
    return f"PostgreSQL {said.stdout.split()[2]}"


def _machine() -> str:
    cpus = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.split(":")[1].strip() for line in cpus if line.startswith("model name")]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 2**20
    system = f"{platform.system()} {platform.release()}"
    return f"{len(models)} x {models[0]}, {memory} GiB, {system}, Python {sys.version.split()[0]}"
