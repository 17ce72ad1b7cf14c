"""An installation of its own: folder, port, database, and its processes to start and kill."""

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.processes import alive, kill_with_all_below
from tests.servers import free_port

PROJECT = Path(__file__).resolve().parent.parent.parent
START_WITHIN = 60  # seconds, on a busy machine
DATABASE = "PORTAL_DATABASE_URL"


@dataclass
class Portal:
    """A portal that can be started, stopped and killed."""

    var: Path
    port: int
    process: subprocess.Popen | None = None
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_sqlite(self) -> bool:
        return DATABASE not in self.environment

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=PROJECT, env=self.environment, check=True, capture_output=True)

    def start(self, *options: str) -> None:
        self.process = self.run("serve", *options)
        deadline = time.monotonic() + START_WITHIN
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/healthz/", timeout=2)
                return
            time.sleep(0.1)
        raise RuntimeError((self.var / "serve.log").read_text()[-2000:])

    def run(self, *arguments: str) -> subprocess.Popen:
        """Begin a command that goes on by itself; what it says goes into the log."""
        with (self.var / "serve.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", *arguments],
                cwd=PROJECT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """kill -9 of web server, its processes and worker together, as a power cut would."""
        if self.process and self.process.poll() is None:
            others = kill_with_all_below(self.process.pid)
            self.process.wait()
            while alive(others) or self._listens():
                time.sleep(0.02)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def ask(self, sql: str) -> list[tuple]:
        """Read the database from outside, as it lies on the disk."""
        if not self.is_sqlite:
            with psycopg.connect(self.environment[DATABASE]) as server:
                return server.execute(sql).fetchall()
        with contextlib.closing(sqlite3.connect(self.var / "portal.sqlite3")) as connection:
            return connection.execute(sql).fetchall()

    def login(self, role: str) -> dict[str, str]:
        return json.loads((self.var / "demo-logins.json").read_text())[role]


def prepared(var: Path, **own: str) -> Portal:
    """A portal with a small demo city in a folder of its own, not yet started."""
    portal = placed(var, **own)
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("seed_demo", "--months", "1")
    portal.manage("prepare")
    return portal


def placed(var: Path, **own: str) -> Portal:
    """A portal on a free port; what this process was told about its own portal is left out."""
    port = free_port()
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
    settings = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "PORTAL_VAR": str(var),
        "PORTAL_CAPTCHA_TEST_MODE": "1",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }
    return Portal(var, port, environment=inherited | settings | own)
