from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from core.keycheck import faults, strangers
from core.keyed import Table, tables
from core.keyring import KEY_NAMES

MOST_NAMED = 20


class Command(BaseCommand):
    help = "Say which keys the rows stand under, and which rows the keys in place cannot open."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--all", action="store_true", help="Open every value, not one row a table and key."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = strangers()
        for ring in KEY_NAMES:
            for table in tables(ring):
                found += self.look_at(table, ring, every_row=options["all"])
        if found:
            self.stderr.write("\n".join(list(dict.fromkeys(found))[:MOST_NAMED]))
            raise CommandError(
                f"{len(set(found))} faults. Where keys are missing: put the key files that belong "
                "to this database in place, from your backup. See docs/operators.md, Keys."
            )
        self.stdout.write("The keys belong to this database.")

    def look_at(self, table: Table, ring: str, every_row: bool) -> list[str]:
        census = table.census()
        for key_id, number in sorted(census.items()):
            self.stdout.write(f"{ring} {key_id}: {number} values in {table.name}")
        if every_row:
            rows = table.rows()
            bar = tqdm(rows.iterator(500), total=rows.count(), desc=table.name, disable=None)
            return list(faults(table, bar))
        return [
            fault
            for key_id in census
            for fault in faults(table, table.under(key_id).order_by("pk")[:1])
        ]
