import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm

from casework.codes import in_groups
from casework.models import Category
from core.calendar import city_calendar
from core.workdays import city_day
from demo import city, staff
from demo.announced import hear_all, promise_all
from demo.content import table
from demo.matter import City, Matter
from demo.pages import Press, write_all
from demo.plan import ALL_MONTHS, DAYS_A_MONTH, plan
from demo.walk import walk_all
from messaging.models import Message
from reporting import rollups
from units.models import Unit, User


@contextmanager
def quiet() -> Iterator[None]:
    """Hundreds of pages and matters at once are no news for the log."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def little_garbage() -> Iterator[None]:
    """So many short-lived objects: looking for cycles at the usual pace takes a tenth of it."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Command(BaseCommand):
    requires_system_checks: list[str] = []  # `prepare` asks for it on every start
    help = "Build the demo city once: network, staff, matters walked through the real actions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--months", type=int, default=ALL_MONTHS, help="how far back matters begin"
        )

    def handle(self, *args: object, months: int, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo city belongs to development settings only.")
        if Unit.objects.exists():
            self.stdout.write("The demo city is there already.")
            return
        now = timezone.now()
        # Publishing looks into the shared cache, whose table `migrate` alone does not make.
        for database in settings.DATABASES:
            call_command("createcachetable", database=database, verbosity=0)
        with quiet(), little_garbage(), transaction.atomic():
            long = self.build(months, now)
        rollups.refresh(now)
        self.stdout.write(
            f"To follow one long matter: number {long.number}, code {in_groups(long.code)}"
        )

    def build(self, months: int, now: datetime) -> Matter:
        """All of it in one transaction: a seed that was killed leaves nothing. Returns the
        matter to which everything happened."""
        first_day = city_day(now - timedelta(days=(months + 6) * DAYS_A_MONTH))
        units = city.build()
        desks = staff.hire(units, Path(settings.VAR) / "demo-logins.json", since=first_day)
        people = {user.username: user for user in User.objects.filter(username__in=_WANTED)}
        calendar = city_calendar()
        places = tuple(row["place"] for row in table("rooms"))
        there = City(
            units=units,
            desks=desks,
            duty=people["duty"],
            discipline=people["discipline"],
            calendar=calendar,
            categories={category.code: category for category in Category.objects.all()},
            places=places,
        )
        entries = plan(months, places, now, calendar)
        bar = tqdm(total=len(entries), desc="  demo city", disable=None, leave=False)
        matters = walk_all(there, entries, now=now, tick=bar.update)
        bar.close()
        self.write(units, people, now)
        # What the past would have sent has been sent.
        Message.objects.waiting().update(sent_at=now)
        return next(m for m in matters if m.story.way == "long_road")

    def write(self, units: city.Units, people: dict[str, User], now: datetime) -> None:
        """What the public reads: pages, commitments, hearings."""
        press = Press(
            editor=people["editor"],
            publishers={name: people[name] for name in ("publisher", "deputy")},
            calendar=city_calendar(),
            now=now,
        )
        write_all(press)
        promise_all(press, units)
        hear_all(press, units)


_WANTED = ("duty", "discipline", "editor", "publisher", "deputy")
