"""Throwaway servers for tests: a PostgreSQL and a Redis of their own, gone when the test is.

    python -m tests.servers -- COMMAND …     runs a command with PORTAL_DATABASE_URL set

Where a server is not installed the command is not run and one line says so. With
PORTAL_TEST_SERVERS=required (continuous integration) that is a failure.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import psycopg
import redis

START_WITHIN = 30  # seconds, on a busy machine
IS_REQUIRED = os.environ.get("PORTAL_TEST_SERVERS") == "required"
ROOT = 0
SYSTEM_USER = "postgres"  # PostgreSQL refuses to run as root
# Safe only because nothing in it is worth keeping; it outlives a kill -9, not a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class Missing(Exception):
    """A server's binaries are not on this machine; the message is the sentence to show."""


class Postgresql:
    """One PostgreSQL server in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.binaries = binaries()
        self.folder = folder
        self.data = folder / "data"
        self.user = SYSTEM_USER if os.geteuid() == ROOT else None
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://portal@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        if self.user:
            shutil.chown(self.folder, self.user)
        command = [self.binaries / "initdb", "--auth=trust", "--username=portal", "--no-sync"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={self.data}"]
        subprocess.run(command, check=True, capture_output=True, user=self.user, cwd="/")

    def start(self) -> None:
        """Start it, on the port it had before or on a free one."""
        self.port = self.port or free_port()
        options = [*QUICK, "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}"]
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, "-p", str(self.port)]
            + [word for option in options for word in ("-c", option)],
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / "log").open("ab"),
            user=self.user,
            cwd="/",
            start_new_session=True,  # Ctrl-C reaches the command first, then this
        )
        until(self._is_ours, f"PostgreSQL did not start: see {self.folder / 'log'}")

    def kill(self) -> None:
        """kill -9 of the server and all its sessions."""
        assert self.process
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        for session in _processes_in(self.data):
            with contextlib.suppress(ProcessLookupError):
                os.kill(session, signal.SIGKILL)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)  # at once: nothing is worth keeping
            self.process.wait(timeout=START_WITHIN)

    def ask(self, sql: str) -> list[tuple]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(sql).fetchall()

    def _is_ours(self) -> bool:
        """Whether the server on the port answers, and is the one started here."""
        if self.process and self.process.poll() is not None:
            raise RuntimeError((self.folder / "log").read_text()[-2000:])
        try:
            shown = self.ask("SHOW data_directory")[0][0]
        except psycopg.OperationalError:
            return False
        if Path(shown) != self.data:
            raise RuntimeError(f"Port {self.port} belongs to another server, at {shown}.")
        return True


@contextlib.contextmanager
def postgresql() -> Iterator[Postgresql]:
    """A PostgreSQL server for the time of a `with`; raises Missing."""
    folder = Path(tempfile.mkdtemp(prefix="portal-postgresql-"))
    server = None
    try:
        server = Postgresql(folder)
        server.create()
        server.start()
        yield server
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """A Redis server that keeps nothing, for the time of a `with`; yields its address."""
    binary = shutil.which("redis-server")
    if binary is None:
        raise Missing("no redis-server on this machine")
    port = free_port()
    process = subprocess.Popen(
        [binary, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
        cwd=tempfile.gettempdir(),
        start_new_session=True,
    )
    address = f"redis://127.0.0.1:{port}/0"
    try:
        until(lambda: process.poll() is None and _answers(address), "Redis did not start.")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=START_WITHIN)


def binaries() -> Path:
    """The folder of the newest PostgreSQL binaries; Debian keeps them out of PATH."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    on_path = shutil.which("initdb")
    found = [*newest, *([Path(on_path).resolve().parent] if on_path else [])]
    for folder in reversed(found):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            break
    else:
        raise Missing("no PostgreSQL server on this machine (initdb was not found)")
    if os.geteuid() == ROOT:
        try:
            pwd.getpwnam(SYSTEM_USER)
        except KeyError:
            raise Missing(
                f"root cannot run PostgreSQL and there is no user {SYSTEM_USER}"
            ) from None
    return folder


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def until(holds, complaint: str, seconds: float = START_WITHIN) -> None:
    """Wait until a condition holds; raise RuntimeError with the complaint when it never does."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError(complaint)
        time.sleep(0.05)


def _processes_in(data: Path) -> list[int]:
    """Sessions of a killed server that have not ended yet."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (entry / "cwd").readlink() == data:
                found.append(int(entry.name))
    return found


def _answers(address: str) -> bool:
    try:
        return bool(redis.Redis.from_url(address).ping())
    except redis.ConnectionError:
        return False


def main(command: list[str]) -> int:
    def give_up(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, give_up)
    try:
        with postgresql() as server:
            environment = os.environ | {"PORTAL_DATABASE_URL": server.url}
            return subprocess.run(command, env=environment, check=False).returncode
    except Missing as reason:
        sys.stderr.write(f"Skipped on PostgreSQL: {reason}.\n")
        return 1 if IS_REQUIRED else 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main([word for word in sys.argv[1:] if word != "--"]))
