"""The web server and the worker as two children of one process: together or not at all.

Where several machines serve, some run the web server alone and others `manage.py worker`.

The children are forked where the system can: they share the code this process has loaded, so a
start takes no longer than loading it once.
"""

import contextlib
import ctypes
import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from multiprocessing import Process
from time import monotonic, sleep
from types import FrameType

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server as Granian

PORT_WAIT = 3.0  # seconds for a killed server to let go of the port
GRACE = 10.0  # seconds a child has to finish its request or job
LONGEST_PAUSE = 60.0  # seconds before a worker that keeps dying is started again
STEADY = 60.0  # seconds after which a worker's death is a new trouble
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux


class CannotServe(Exception):
    """The address cannot be used; the message says why."""


class Server:
    """Starts web server and worker, restarts the worker, stops both on a signal."""

    def __init__(self, host: str, port: int, *, with_worker: bool = True) -> None:
        self.host, self.port = host, port
        self.with_worker = with_worker
        self.stopping = False

    def run(self, on_listening: Callable[[], None]) -> int:
        """Serve until a signal comes or the web server ends; return an exit code."""
        if not self._is_free():
            raise CannotServe(f"Port {self.port} is taken: choose another one with PORT=…")
        import_module(settings.ROOT_URLCONF)  # every view, once, before the children are forked
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        web = _start(_serve_web, self.host, self.port)
        worker = Restarted(_work) if self.with_worker else None
        announced = False
        try:
            while not self.stopping and web.is_alive():
                if not announced and self._listens():
                    on_listening()
                    announced = True
                if worker:
                    worker.look_after()
                sleep(0.1)
        finally:
            _end(web, *([worker.process] if worker else []))
        return 0 if self.stopping else 1

    def _is_free(self) -> bool:
        """Whether the port can be had; one whose server was just killed comes free in a moment."""
        deadline = monotonic() + PORT_WAIT
        while self._listens():
            if monotonic() > deadline:
                return False
            sleep(0.1)
        return True

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _listens(self) -> bool:
        try:
            socket.create_connection((self.host, self.port), timeout=1).close()
        except OSError:
            return False
        return True


class Restarted:
    """A child that is started again when it dies, after a pause that grows."""

    def __init__(self, target: Callable[[], None]) -> None:
        self.target = target
        self.pause = 1.0
        self.due: float | None = None
        self._begin()

    def look_after(self) -> None:
        """Start the child again if it died and its pause is over."""
        if self.process.is_alive():
            return
        if self.due is None:
            lasted = monotonic() - self.started
            self.pause = 1.0 if lasted > STEADY else min(self.pause * 2, LONGEST_PAUSE)
            self.due = monotonic() + self.pause
        if monotonic() >= self.due:
            self._begin()

    def _begin(self) -> None:
        self.process = _start(self.target)
        self.started, self.due = monotonic(), None


def _serve_web(host: str, port: int) -> None:
    Granian(
        "portal.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.WEB_PROCESSES,
        blocking_threads=1,  # one connection to the database a process
        log_level=LogLevels.warning,
    ).serve()


def _work() -> None:
    call_command("worker")


def _start(target: Callable[..., None], *args: object) -> Process:
    # A child must not share a connection, nor write what is still buffered a second time.
    connections.close_all()
    sys.stdout.flush()
    gc.freeze()
    process = Process(target=_be_child, args=(os.getpid(), target, *args))
    process.start()
    return process


def _be_child(parent: int, target: Callable[..., None], *args: object) -> None:
    """Run in a group of our own (Ctrl-C comes through the parent) and die with the parent."""
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() == parent:
        django.setup()  # where the system cannot fork, the child starts empty
        target(*args)


def _end(*children: Process) -> None:
    """Ask children to end; after a time, make them and whatever they left behind."""
    deadline = monotonic() + GRACE
    for child in children:
        child.terminate()
    for child in children:
        child.join(max(deadline - monotonic(), 0.1))
        if child.pid:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        child.join()
