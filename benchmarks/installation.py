"""One installation of the portal for each database and size: made, filled, served, counted."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import cpu, postgres
from tests.servers import free_port

PROJECT = Path(__file__).resolve().parent.parent
CACHE = PROJECT / ".venv" / "bench"
GENERATOR = 4  # one more when what is generated changes: databases are then made anew
START_WAIT = 60.0  # seconds
WEB_PROCESSES = 2  # what `serve` starts where nothing else is set


@dataclass
class Installation:
    """`cluster` is the running PostgreSQL's port and pid; without one it is SQLite."""

    cases: int
    cluster: tuple[int, int] | None = None
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def database(self) -> str:
        return "postgresql" if self.cluster else "sqlite"

    @property
    def folder(self) -> Path:
        return CACHE / f"{self.database}-{self.cases}"

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "PORTAL_VAR": str(self.folder),
            "PYTHONWARNINGS": "ignore::RuntimeWarning:captcha.conf.settings",
        }
        if self.cluster:
            name = f"bench_{self.cases}"
            own["PORTAL_DATABASE_URL"] = f"postgres://bench@127.0.0.1:{self.cluster[0]}/{name}"
        return {**os.environ, **own}

    def make(self) -> None:
        """Bring it up to date; make and fill it where it is missing or of another generator."""
        stamp = self.folder / "generated"
        if not stamp.exists() or stamp.read_text() != str(GENERATOR):
            print(f"Generating {self.cases} cases on {self.database} …", flush=True)
            shutil.rmtree(self.folder, ignore_errors=True)
            if self.cluster:
                postgres.recreate(f"bench_{self.cases}", self.cluster[0])
            self._run("manage.py", "prepare")
            self._run("-m", "benchmarks.generate", "--cases", str(self.cases))
            stamp.write_text(str(GENERATOR))
        else:
            self._run("manage.py", "prepare")

    def tickets(self, drafts: int) -> Any:
        """What requests need to get in."""
        return self._ask("benchmarks.tickets", str(drafts))

    def count(self, tickets: Any) -> dict[str, int]:
        """How many statements each page takes."""
        counted: dict[str, int] = self._ask("benchmarks.counting", given=tickets)
        return counted

    def start(self) -> None:
        """Serve as `serve` does, without the worker, whose nightly work would be counted too."""
        options = ["--interface", "wsgi", "--workers", str(WEB_PROCESSES)]
        options += ["--blocking-threads", "1"]
        address = ["--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"]
        command = [sys.executable, "-m", "granian", *options, *address, "portal.wsgi:application"]
        self.server = subprocess.Popen(command, cwd=PROJECT, env=self.environment)
        deadline = time.monotonic() + START_WAIT
        while not self._listens():
            if time.monotonic() > deadline or self.server.poll() is not None:
                raise RuntimeError("The server did not start.")
            time.sleep(0.1)

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait()

    def cpu_seconds(self) -> float:
        """What server and database have used so far, with all their processes."""
        assert self.server
        pids = [self.server.pid, *([self.cluster[1]] if self.cluster else [])]
        return sum(cpu.seconds(pid) for pid in pids)

    def _run(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], cwd=PROJECT, env=self.environment, check=True)

    def _ask(self, module: str, *words: str, given: object = None) -> Any:
        """What a module of ours, run inside this installation, prints as JSON."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=PROJECT,
            env=self.environment,
            check=True,
            input=json.dumps(given).encode(),
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout)

    def _listens(self) -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0
