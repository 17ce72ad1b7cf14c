from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reporting.rollups import mark_known_months, refresh


class Command(BaseCommand):
    help = "Compute all monthly figures again from the events."

    def handle(self, *args: Any, **options: Any) -> None:
        mark_known_months()
        self.stdout.write(f"{refresh(timezone.now())} months")
