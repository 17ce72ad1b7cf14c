from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from demo import city, staff
from demo.matters import City, walk_all
from messaging.models import Message
from reporting import rollups
from units.models import Unit, User

PER_MONTH = 14


class Command(BaseCommand):
    help = "Build the demo city once: network, staff, matters walked through the real actions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--months", type=int, default=7, help="how far back matters begin")

    def handle(self, *args: object, months: int, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo city belongs to development settings only.")
        if Unit.objects.exists():
            self.stdout.write("The demo city is there already.")
            return
        now = timezone.now()
        with transaction.atomic():
            units = city.build()
            desks = staff.hire(units, Path(settings.VAR) / "demo-logins.json")
            villages = [village for *_, names in city.SUBDISTRICTS for village in names]
            duty = User.objects.get(username="duty")
            walk_all(
                City(units, desks, duty, villages),
                months=months,
                per_month=PER_MONTH,
                now=now,
                tick=self._progress(months * PER_MONTH),
            )
            # What the past would have sent has been sent.
            Message.objects.waiting().update(sent_at=now)
        rollups.refresh(now)
        self.stdout.write("")

    def _progress(self, total: int):
        done = 0

        def tick() -> None:
            nonlocal done
            done += 1
            if self.stdout.isatty():
                filled = done * 30 // total
                bar = "#" * filled + "." * (30 - filled)
                self.stdout.write(f"\r  demo city [{bar}] {done}/{total}", ending="")
                self.stdout.flush()

        return tick
