import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

LOCALE = "zh_Hans"
CATALOGUE = f"locale/{LOCALE}/LC_MESSAGES/django.po"
SKIPPED = (".*", "var", "tests", "benchmarks", "docs", "static", "locale_wagtail", "*.mo")


class Command(BaseCommand):
    help = "Fail if a message is untranslated, fuzzy or no longer used. Changes nothing."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not shutil.which("xgettext") or not shutil.which("msgfmt"):
            raise CommandError(
                "gettext is missing. Install it: `apt-get install gettext`, "
                "`dnf install gettext` or `brew install gettext`."
            )
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "portal"
            shutil.copytree(
                settings.PROJECT, copy, ignore=shutil.ignore_patterns(*SKIPPED), symlinks=True
            )
            catalogue = collect_messages(copy, Path(folder) / "var")
            problems = problems_of(catalogue) + wrong_placeholders(catalogue)
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} messages of {CATALOGUE} need attention.")
        self.stdout.write("Translations are complete.")


def collect_messages(copy: Path, var: Path) -> Path:
    """Let Django's makemessages bring the copy's catalogue up to date; return its path."""
    catalogue = copy / CATALOGUE
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--locale", LOCALE, "--no-wrap"],
        cwd=copy,
        env=os.environ | {"PORTAL_VAR": str(var)},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CommandError(f"makemessages failed:\n{done.stderr}")
    return catalogue


def problems_of(catalogue: Path) -> list[str]:
    """Return one line for each message that needs a translator."""
    messages = polib.pofile(str(catalogue))
    marks = {
        "missing": messages.untranslated_entries(),
        "fuzzy": messages.fuzzy_entries(),
        "obsolete": messages.obsolete_entries(),
    }
    return [
        f"{mark}: {entry.msgid!r} {' '.join(place for place, _ in entry.occurrences)}".rstrip()
        for mark, entries in marks.items()
        for entry in entries
    ]


def wrong_placeholders(catalogue: Path) -> list[str]:
    """Return msgfmt's complaints: a placeholder lost or invented in translation."""
    done = subprocess.run(
        ["msgfmt", "--check-format", "--output-file", os.devnull, str(catalogue)],
        capture_output=True,
        text=True,
    )
    return [line for line in done.stderr.splitlines() if line] if done.returncode else []
