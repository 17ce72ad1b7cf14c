"""Where no demo city comes to be, and that half a one never does."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from units.models import Unit, User

pytestmark = pytest.mark.django_db


def test_outside_development_the_command_refuses(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="development"):
        call_command("seed_demo", months=1)
    assert not Unit.objects.exists()


def test_a_seed_that_breaks_off_leaves_nothing(settings, tmp_path):
    pages = Page.objects.count()
    settings.VAR = tmp_path / "a file"
    settings.VAR.write_text("no folder")
    with pytest.raises(FileExistsError):
        call_command("seed_demo", months=1)
    assert (Unit.objects.count(), User.objects.count(), Page.objects.count()) == (0, 0, pages)
