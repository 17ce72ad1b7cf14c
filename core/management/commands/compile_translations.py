from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Compile translations that changed; needs no gettext on the machine."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        for folder in settings.LOCALE_PATHS:
            for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
                if compile_if_newer(source) and options["verbosity"]:
                    self.stdout.write(f"Compiled {source.relative_to(settings.PROJECT)}")


def compile_if_newer(source: Path) -> bool:
    """Write the .mo beside a .po in one step, unless it is there and not older."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    temporary = target.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(temporary))
    temporary.replace(target)
    return True
