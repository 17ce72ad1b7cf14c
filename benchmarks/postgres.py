"""A PostgreSQL of the benchmarks' own, where its programs are found; its data stays for the next
run."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from tests.servers import ROOT, SYSTEM_USER, Missing, binaries, free_port


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None when there is none this user may run."""
    try:
        return binaries()
    except Missing:
        return None


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[int, int]]:
    """Start the cluster in a folder, made when it is not there; yield its port and pid.

    Settings are PostgreSQL's own, but for fsync: a benchmark's data may be lost.
    """
    bin_folder = binaries()
    if not (folder / "PG_VERSION").exists():
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == ROOT:
            shutil.chown(folder, SYSTEM_USER, SYSTEM_USER)
        _run(bin_folder / "initdb", "-A", "trust", "-U", "bench", "-E", "UTF8", "-D", folder)
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -c unix_socket_directories="
    control = [bin_folder / "pg_ctl", "-w", "-D", folder]
    _run(*control, "-l", folder / "server.log", "-o", options, "start")
    try:
        yield port, int((folder / "postmaster.pid").read_text().split()[0])
    finally:
        _run(*control, "-m", "fast", "stop")


def recreate(name: str, port: int) -> None:
    """An empty database of this name."""
    server = f"postgres://bench@127.0.0.1:{port}/postgres"
    with psycopg.connect(server, autocommit=True) as connection:
        for words in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}"):
            connection.execute(SQL(words).format(Identifier(name)))


def _run(*command: object) -> None:
    """As the system's own user where we are root, whom PostgreSQL refuses."""
    user = SYSTEM_USER if os.geteuid() == ROOT else None
    nothing = subprocess.DEVNULL
    words = [str(word) for word in command]
    subprocess.run(words, check=True, stdin=nothing, stdout=nothing, cwd="/", user=user)
