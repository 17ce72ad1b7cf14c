"""A real portal: own folder, own port, web server and worker as an operator starts them."""

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
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent.parent
START_WITHIN = 60  # seconds, on a busy machine
CHROMIUM = next(
    (p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(p).exists()), None
)


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

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=PROJECT, env=self.environment, check=True, capture_output=True)

    def start(self) -> None:
        log = (self.var / "serve.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=PROJECT,
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        deadline = time.monotonic() + START_WITHIN
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/healthz/", timeout=2)
                return
            time.sleep(0.1)
        raise RuntimeError((self.var / "serve.log").read_text()[-2000:])

    def kill(self) -> None:
        """kill -9 of web server and worker together, as a power cut would."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            # The web server's own children die a moment later; till then they would answer.
            while self._listens():
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
        with contextlib.closing(sqlite3.connect(self.var / "portal.sqlite3")) as connection:
            return connection.execute(sql).fetchall()

    def login(self, role: str) -> dict[str, str]:
        return json.loads((self.var / "demo-logins.json").read_text())[role]


def prepared(var: Path, **own: str) -> Portal:
    """A portal with a demo city in a folder of its own, not yet started."""
    port = free_port()
    settings = {
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "PORTAL_VAR": str(var),
        "PORTAL_CAPTCHA_TEST_MODE": "1",
        "HOST": "127.0.0.1",
        "PORT": str(port),
    } | own
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
    portal = Portal(var, port, environment=inherited | settings)
    portal.manage("migrate", "--verbosity", "0")
    portal.manage("seed_demo", "--months", "1")
    portal.manage("prepare")
    return portal


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    running = prepared(tmp_path_factory.mktemp("portal"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the browser tests were not run")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
