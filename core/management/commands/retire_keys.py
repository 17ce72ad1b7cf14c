from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.keycheck import old_keys
from core.keyring import KeyMissing, retire_keys

# Longer than any request or job that read its rows before the rotation.
QUIET = timedelta(minutes=15)


class Command(BaseCommand):
    help = (
        "Take old keys that no row uses any more out of the key file. Keys of codes are never "
        "retired: a code handed out stays valid."
    )
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("which", choices=["data", "index"])

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["which"]
        try:
            keys = old_keys(name)
        except KeyMissing as problem:
            raise CommandError(str(problem)) from None
        for key_id, used_by in keys.items():
            if used_by:
                self.stdout.write(f"{key_id} stays: still used in {', '.join(used_by)}.")
        unused = [key_id for key_id, used_by in keys.items() if not used_by]
        if not unused:
            raise CommandError(f"No old key to retire. Run first: rotate_keys {name} --resume")
        self.wait_for_jobs(name)
        kept = retire_keys(settings.KEYS, name, unused)
        self.stdout.write(f"Retired {', '.join(unused)}; kept in {kept}.")
        self.stdout.write("Backups from before the rotation need it: keep it with them.")

    def wait_for_jobs(self, name: str) -> None:
        """A request or job begun before the rotation may yet save a row under the old key."""
        changed = datetime.fromtimestamp((Path(settings.KEYS) / name).stat().st_mtime).astimezone()
        if datetime.now().astimezone() < changed + QUIET:
            minutes = QUIET // timedelta(minutes=1)
            raise CommandError(
                f"The keys were rotated less than {minutes} minutes ago and a job may still hold "
                f"rows. Run this after {changed + QUIET:%H:%M}, and rotate_keys {name} --resume "
                "before it."
            )
