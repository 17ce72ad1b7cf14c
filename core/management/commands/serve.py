import json
import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from core.keycheck import strangers
from core.serve import CannotServe, Server


class Command(BaseCommand):
    help = "Serve the portal and run its worker until Ctrl-C. HOST and PORT say where."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--without-worker",
            action="store_true",
            help="Serve only; `manage.py worker` must run elsewhere.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host = os.environ.get("HOST", "127.0.0.1")
        port = int(os.environ.get("PORT", "8000"))
        self.hold_the_right_keys()
        server = Server(host, port, with_worker=not options["without_worker"])
        try:
            code = server.run(lambda: self.greet(host, port))
        except CannotServe as problem:
            raise CommandError(str(problem)) from problem
        if code:
            raise CommandError("The web server stopped by itself.", returncode=code)

    def hold_the_right_keys(self) -> None:
        """Refuse to serve, and to write, with keys that are not this database's own."""
        try:
            problems = strangers()
        except DatabaseError:
            return  # not prepared yet, or away: `readyz` says so
        if problems:
            raise CommandError(
                f"The keys in {settings.KEYS} do not belong to this database: restore the key "
                "files from your backup. " + " ".join(problems)
            )

    def greet(self, host: str, port: int) -> None:
        address = f"http://{host}:{port}{settings.SUB_PATH}"
        self.stdout.write(f"\n连心桥  {address}/\nAdmin   {address}/admin/")
        logins = settings.VAR / "demo-logins.json"
        if settings.DEMO and logins.exists():
            self.stdout.write("\nDemo staff (user name / password):")
            for role, login in json.loads(logins.read_text()).items():
                self.stdout.write(f"  {role:24} {login['username']} / {login['password']}")
        self.stdout.write("\nCtrl-C stops the portal and its worker.")
        self.stdout.flush()
