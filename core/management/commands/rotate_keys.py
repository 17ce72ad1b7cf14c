from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.keyed import Table, tables
from core.keyring import KEY_NAMES, KeyMissing, add_key, read_ring, rotate_key
from core.rotation import renew

MOST_NAMED = 20


class Command(BaseCommand):
    help = (
        "Make a new key current, then seal and index all rows anew with it. The portal may be in "
        "use meanwhile; killed at any moment, --resume finishes the rest."
    )
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("which", choices=[*KEY_NAMES, "all"])
        step = parser.add_mutually_exclusive_group()
        step.add_argument(
            "--prepare",
            action="store_true",
            help="Only add the key, for the backup and the other machines; it is not used yet.",
        )
        step.add_argument(
            "--resume", action="store_true", help="No new key: bring the rest to the current one."
        )
        step.add_argument(
            "--dry-run", action="store_true", help="Only count what is not under the current key."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = KEY_NAMES if options["which"] == "all" else (options["which"],)
        try:
            for name in names:
                self.rotate(name, options)
        except KeyMissing as problem:
            raise CommandError(str(problem)) from None

    def rotate(self, name: str, options: dict[str, Any]) -> None:
        if options["prepare"]:
            key_id = add_key(settings.KEYS, name)
            self.stdout.write(f"{name}: the key {key_id} is ready and not used yet.")
            self.stdout.write(f"Copy {settings.KEYS} to your backup and to every other machine.")
            return
        if not options["resume"] and not options["dry_run"]:
            key_id = rotate_key(settings.KEYS, name)
            self.stdout.write(f"{name}: the key {key_id} is current now.")
            self.stdout.write(f"Copy {settings.KEYS} to your backup: new rows need this key.")
        if name == "code":
            self.stdout.write("code: codes handed out stay valid under the key that made them.")
            return
        unopened: dict[str, str] = {}
        for table in tables(name):
            unopened |= self.renew(table, name, dry_run=options["dry_run"])
        if unopened:
            self.stderr.write("\n".join(list(unopened.values())[:MOST_NAMED]))
            raise CommandError(
                f"{len(unopened)} values could not be opened and stay as they are. Put the key "
                f"files of your backup in place and run: rotate_keys {name} --resume"
            )

    def renew(self, table: Table, name: str, dry_run: bool) -> dict[str, str]:
        left = table.left(read_ring(settings.KEYS, name).current).count()
        if dry_run:
            self.stdout.write(f"{table.name}: {left} rows to do.")
            return {}
        # On a terminal a bar; in a log one line a table.
        with tqdm(total=left, desc=table.name, unit="rows", disable=None) as bar:
            outcome = renew(table, name, tell=bar.update)
        self.stdout.write(f"{table.name}: {outcome.replaced} values renewed.")
        return outcome.unopened
