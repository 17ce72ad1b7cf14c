import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import override
from tqdm import tqdm

from casework.choices import Channel
from casework.clocks import rules_read_once
from casework.imports.bringing import Bringing, Outcome, Result
from casework.imports.reading import Unreadable
from casework.imports.source import Source
from casework.permissions import may_import
from units.models import Unit, User
from units.roles import Level

# SQLite has one writer at a time, whom waiting residents find free only if it pauses: without
# this, forms handed in during an import were told that the portal is busy.
PAUSE = 0.25  # of the time each row took
SHOWN = 20  # rows not imported that are named on the screen; the report names all


class Command(BaseCommand):
    help = (
        "Bring old matters in from a CSV or XLSX file, at their own dates. Run again after an "
        "interruption, it goes on. Ends with 1 when rows are bad, with 2 when nothing was begun."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--actor", required=True, help="user name of the duty officer")
        parser.add_argument("--unit", help="name of the station the matters are passed to")
        parser.add_argument(
            "--columns", default="", help="field=header,…, or a file of such lines"
        )
        parser.add_argument("--source", help="name of the source to keep; the file's name if none")
        parser.add_argument("--channel", choices=Channel.values, default=Channel.ONLINE.value)
        parser.add_argument("--report", type=Path, help="CSV to write: one line a row left out")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            self.run(**options)

    def run(self, file: Path, actor: str, unit: str | None, **options: Any) -> None:
        now = timezone.now()
        try:
            source = Source(file, options["columns"], options["source"] or file.name)
            total = source.count()
            if options["report"]:
                write_report(options["report"], [])
        except (Unreadable, OSError) as problem:
            raise CommandError(str(problem), returncode=2) from problem
        bringing = Bringing(
            by=importer(actor),
            unit=station(unit) if unit else None,
            now=now,
            channel=Channel(options["channel"]),
            only_check=options["dry_run"],
        )
        began = monotonic()
        outcomes: Counter[Result] = Counter()
        left_out: list[tuple[int, Outcome]] = []
        rows = source.outcomes(bringing)
        try:
            with rules_read_once():
                for number, outcome in paced(tqdm(rows, total=total, unit=" rows", disable=None)):
                    outcomes[outcome.result] += 1
                    if outcome.result != Result.IMPORTED:
                        left_out.append((number, outcome))
        except (OperationalError, KeyboardInterrupt) as stop:
            raise CommandError(
                f"Stopped when {outcomes[Result.IMPORTED]} rows were imported: "
                f"{str(stop) or 'Ctrl-C'}. Run the same command again: it goes on from there."
            ) from stop
        finally:
            if options["report"]:
                write_report(options["report"], left_out)
        self.tell(outcomes, left_out, bringing, monotonic() - began)
        if outcomes[Result.BAD]:
            raise CommandError(f"{outcomes[Result.BAD]} bad rows were not imported.")

    def tell(
        self,
        outcomes: Counter[Result],
        left_out: list[tuple[int, Outcome]],
        bringing: Bringing,
        seconds: float,
    ) -> None:
        # What a first run brought in is no news in the second.
        news = [row for row in left_out if row[1].result != Result.ALREADY]
        for number, outcome in news[:SHOWN]:
            self.stdout.write(f"Row {number}: {outcome.result}. {outcome.reason}")
        if len(news) > SHOWN:
            self.stdout.write(f"… and {len(news) - SHOWN} more; --report FILE lists them all.")
        if bringing.unknown_categories:
            names = ", ".join(sorted(bringing.unknown_categories))
            self.stdout.write(f"Categories nobody knows, entered as 其他: {names}.")
        word = "would be imported" if bringing.only_check else "imported"
        pace = sum(outcomes.values()) / seconds if seconds else 0
        self.stdout.write(
            f"{outcomes[Result.IMPORTED]} {word}, {outcomes[Result.ALREADY]} imported before, "
            f"{outcomes[Result.DUPLICATE]} duplicates, {outcomes[Result.BAD]} bad; "
            f"{pace:.0f} rows a second."
        )


def paced(rows: Iterable[tuple[int, Outcome]]) -> Iterator[tuple[int, Outcome]]:
    """The same rows, with a pause after each where others wait for the database."""
    began = monotonic()
    for row in rows:
        yield row
        if connection.vendor == "sqlite":
            sleep((monotonic() - began) * PAUSE)
        began = monotonic()


def importer(username: str) -> User:
    """Who imports. Refuses whoever has no post for registering and passing on."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"There is no active user “{username}”.", returncode=2)
    if not may_import(user):
        raise CommandError(
            f"{username} is no duty officer of the bureau, whose post registers and passes on.",
            returncode=2,
        )
    return user


def station(name: str) -> Unit:
    """The station matters are passed to."""
    stations = Unit.objects.open(timezone.localdate()).filter(kind=Level.STATION)
    stations = stations.exclude(organ=None)
    found: list[Unit] = list(stations.filter(name=name).select_related("organ"))
    if len(found) != 1:
        names = ", ".join(stations.values_list("name", flat=True))
        raise CommandError(
            f"“{name}” is not the name of one station that acts for an organ: {names}.",
            returncode=2,
        )
    return found[0]


def write_report(path: Path, left_out: list[tuple[int, Outcome]]) -> None:
    """One line for each row that was not imported; none of its words."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["row", "result", "reason", "number"])
        for number, outcome in left_out:
            writer.writerow([number, outcome.result, outcome.reason, outcome.number])
