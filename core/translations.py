"""Compiling translations without gettext and without Django: `python -m core.translations`.

It runs before Django loads them: a process that compiled its own catalogue would go on speaking
the language of the source.
"""

from collections.abc import Iterable
from pathlib import Path

import polib

PROJECT = Path(__file__).resolve().parent.parent
FOLDERS = (PROJECT / "locale", PROJECT / "locale_wagtail")


def compile_changed(folders: Iterable[Path] = FOLDERS) -> list[Path]:
    """Compile every .po that is newer than its .mo; return those."""
    sources = (
        source for folder in folders for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))
    )
    return [source for source in sources if compile_if_newer(source)]


def compile_if_newer(source: Path) -> bool:
    """Write the .mo beside a .po in one step, unless it is there and not older."""
    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return False
    temporary = target.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(temporary))
    temporary.replace(target)
    return True


if __name__ == "__main__":
    compile_changed()
