import logging
import signal
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from core.jobs import run_due, stop

PAUSE = 2.0  # seconds between two looks at the jobs

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Run due jobs until SIGTERM or Ctrl-C; any number of workers may run."

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                run_due()
            except DatabaseError as problem:
                # A locked or restarting database is a reason to wait, not to die.
                logger.warning("The worker waits for the database: %s", problem)
            close_old_connections()
            stop.wait(PAUSE)
