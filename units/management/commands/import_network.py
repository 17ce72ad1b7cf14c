import csv
import os
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from units.first_logins import FirstLogin
from units.spreadsheet.importing import Changed, Preview, carry_out, preview
from units.spreadsheet.opening import NotReadable

LOGINS = "first-logins.csv"


class Command(BaseCommand):
    help = "Import units and staff from a spreadsheet. Nothing is imported if any row is bad."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the .xlsx file, made from the template")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")

    def handle(self, *args: object, file: Path, dry_run: bool, **options: object) -> None:
        try:
            content = file.read_bytes()
            found = preview(content, by=None, now=timezone.now())
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}") from problem
        except NotReadable as problem:
            raise CommandError(problem.sentence) from problem
        if found.mistakes:
            self.refuse(found)
        for line in found.lines:
            self.stdout.write(
                "  ".join(
                    filter(None, [line.sheet, line.what_words, line.key, line.name, line.detail])
                )
            )
        if dry_run or not found.lines:
            self.stdout.write(self.summary(found, "would change" if dry_run else "changed"))
            return
        self.carry_out(content, found)
        self.stdout.write(self.summary(found, "changed"))

    def carry_out(self, content: bytes, found: Preview) -> None:
        steps = len(found.plan.units) + len(found.plan.closings)
        # Shown only when it takes more than a moment.
        with tqdm(total=steps, unit="unit", delay=2, disable=None) as bar:
            try:
                carry_out(
                    content,
                    by=None,
                    now=timezone.now(),
                    seen=found.stamp,
                    keep=self.write_slips,
                    tick=bar.update,
                )
            except Changed as changed:
                raise CommandError(
                    "The network changed at this very moment. Please look again (--dry-run)."
                ) from changed

    def refuse(self, found: Preview) -> None:
        for mistake in found.mistakes:
            place = f"row {mistake.row}" if mistake.row else "whole sheet"
            column = f" {mistake.column}" if mistake.column else ""
            self.stderr.write(f"{mistake.sheet}, {place},{column} {mistake.reason}")
        raise CommandError(f"{len(found.mistakes)} mistakes. Nothing was imported.")

    def summary(self, found: Preview, verb: str) -> str:
        matters = f" {found.matters} matters go to a successor." if found.matters else ""
        return f"{len(found.lines)} things {verb}.{matters}"

    def write_slips(self, slips: list[FirstLogin]) -> None:
        """Beside an earlier list, never over it: it may not have been handed out yet."""
        if not slips:
            return
        path = settings.VAR / LOGINS
        if path.exists():
            path = settings.VAR / f"first-logins-{time.strftime('%Y%m%d-%H%M%S')}.csv"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["用户名", "姓名", "单位", "首次登录密码"])
            writer.writerows((s.username, s.name, s.unit, s.password) for s in slips)
        self.stdout.write(
            f"{len(slips)} people sign in for the first time: their passwords are in {path}. "
            "Hand them out and delete the file; each must be replaced at the first sign-in."
        )
