import gettext
import os

import polib

from core.management.commands.check_translations import problems_of
from core.translations import compile_if_newer


def catalogue(folder, *entries):
    messages = polib.POFile()
    messages.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    messages.extend(entries)
    path = folder / "django.po"
    messages.save(str(path))
    return path


def test_a_catalogue_is_compiled_when_it_is_newer_and_only_then(tmp_path):
    source = catalogue(tmp_path, polib.POEntry(msgid="Home", msgstr="首页"))

    assert compile_if_newer(source)
    assert not compile_if_newer(source)
    os.utime(source, (source.stat().st_atime, source.stat().st_mtime + 5))
    assert compile_if_newer(source)
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Home") == "首页"


def test_each_message_that_needs_a_translator_is_listed(tmp_path):
    source = catalogue(
        tmp_path,
        polib.POEntry(msgid="Home", msgstr="首页"),
        polib.POEntry(msgid="Guide", msgstr="", occurrences=[("core/menu.py", "3")]),
        polib.POEntry(msgid="News", msgstr="新", flags=["fuzzy"]),
        polib.POEntry(msgid="Gone", msgstr="没了", obsolete=True),
    )

    assert problems_of(source) == [
        "missing: 'Guide' core/menu.py",
        "fuzzy: 'News'",
        "obsolete: 'Gone'",
    ]
