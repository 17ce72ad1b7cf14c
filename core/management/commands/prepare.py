import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from core.generation import renew
from core.translations import compile_changed


class Command(BaseCommand):
    help = "Bring database, translations and static files up to date; skip what is done."
    requires_system_checks = []

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--serve", action="store_true", help="Then serve, as `serve` does.")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        settings.VAR.chmod(0o700)  # database and files are read by their owner alone
        compile_changed()
        self.migrate()
        self.collect_static()
        if settings.DEMO:
            self.seed()
        renew()  # what was brought up to date may stand on pages of a running portal
        if options["serve"]:
            call_command("serve")

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", interactive=False, verbosity=0)
        for database in settings.DATABASES:
            call_command("createcachetable", database=database, verbosity=0)

    def collect_static(self) -> None:
        stamp = settings.VAR / "static.stamp"
        fingerprint = static_fingerprint()
        done = settings.STATIC_ROOT.exists() and stamp.exists()
        if done and stamp.read_text() == fingerprint:
            return
        self.stdout.write("Collecting style sheets and pictures …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(fingerprint)

    def seed(self) -> None:
        if get_user_model().objects.exists():
            return  # somebody's installation, or a demo city that is there already
        self.stdout.write("Filling the demo city …")
        call_command("seed_demo")


def static_fingerprint() -> str:
    """Return a hash of name, size and time of every static file there is."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            changed = storage.get_modified_time(path).timestamp()
            digest.update(f"{path}|{storage.size(path)}|{changed}\n".encode())
    return digest.hexdigest()
