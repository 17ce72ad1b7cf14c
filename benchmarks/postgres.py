"""A PostgreSQL of the benchmarks' own, where its programs are found; stopped at the end."""

import contextlib
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql")


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest version first; None when there is none."""
    found = shutil.which("pg_ctl")
    if found and (Path(found).resolve().parent / "initdb").exists():
        return Path(found).resolve().parent
    folders = [path.parent for place in _PLACES for path in Path(place).glob("**/bin/pg_ctl")]
    return max(folders, default=None)


@contextlib.contextmanager
def running(folder: Path) -> Iterator[tuple[int, int]]:
    """Start the cluster in a folder, made when it is not there; yield its port and pid.

    Settings are PostgreSQL's own, but for fsync: a benchmark's data may be lost.
    """
    bin_folder = programs()
    assert bin_folder, "No PostgreSQL programs were found."
    if not (folder / "PG_VERSION").exists():
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
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


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _run(*command: object) -> None:
    """As the user postgres where we are root, whom PostgreSQL refuses."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    words = [*before, *map(str, command)]
    with Path(os.devnull).open("r+b") as nothing:
        subprocess.run(words, check=True, stdin=nothing, stdout=nothing, cwd="/")


def _own(folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
