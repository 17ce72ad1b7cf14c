"""The portal as its users start it: one command, one stop."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.processes import alive, below
from tests.servers import free_port

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux: reads /proc")

MANAGE = [sys.executable, "manage.py"]


def wait_until(condition, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=5) as response:
            return response.read() == b"ok"
    except (URLError, OSError):
        return False


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """An installation of its own, with an empty database."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PORTAL_")}
    environment = inherited | {
        "PORTAL_VAR": str(tmp_path_factory.mktemp("var")),
        "PORT": str(free_port()),
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
    }
    subprocess.run([*MANAGE, "migrate", "--verbosity=0"], env=environment, check=True)
    return environment


@pytest.fixture
def started(environment):
    """Start a command that is killed after the test, whatever happened."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(name: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([*MANAGE, name], env=environment, stdout=subprocess.DEVNULL)
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 0), (signal.SIGKILL, -signal.SIGKILL)]
)
def test_web_server_and_worker_end_with_their_parent(environment, started, number, code):
    process, port = started("serve"), int(environment["PORT"])
    assert wait_until(lambda: answers(port), 60)
    children = below(process.pid)
    assert len(children) == 4  # the web server, its two workers, and the worker

    process.send_signal(number)

    assert process.wait(timeout=20) == code
    assert wait_until(lambda: not alive(children), 20)
    assert not answers(port)


def test_the_worker_outlives_a_locked_database_and_stops_on_a_signal(environment, started):
    database = sqlite3.connect(f"{environment['PORTAL_VAR']}/portal.sqlite3", isolation_level=None)
    process = started("worker")
    assert wait_until(lambda: runs(database) > 0, 60)
    before = runs(database)
    database.execute("UPDATE core_job SET due_at = '2026-01-01 00:00:00'")
    database.execute("BEGIN EXCLUSIVE")
    time.sleep(8)  # longer than the worker's busy timeout of 5 seconds
    assert runs(database) == before
    database.execute("ROLLBACK")

    assert wait_until(lambda: runs(database) > before, 60)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def runs(database: sqlite3.Connection) -> float:
    """Return when a job last ended, as a number that grows."""
    query = "SELECT coalesce(max(julianday(finished_at)), 0) FROM core_job"
    return database.execute(query).fetchone()[0]
