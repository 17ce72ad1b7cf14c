"""What befalls a portal besides a kill: a disk without room, a database held by somebody else."""

import contextlib
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tests.browser.installation import DATABASE, Portal

DISK_MEGABYTES = 400
WORKING_TABLES = ("petitions_public_draft", "casework_submission", "core_ratecounter")


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A disk of its own under a folder, small enough to be filled; only root may have one."""
    mounted = False
    if os.geteuid() == 0:
        size = f"size={DISK_MEGABYTES}m"
        command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
        mounted = subprocess.run(command, check=False, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)


@contextlib.contextmanager
def full(portal: Portal) -> Iterator[None]:
    """Fill the disk to the last byte; what fills it is taken away in the end."""
    with contextlib.closing(_sqlite(portal)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # its log would still have room
    filler = portal.var / "filler"
    with filler.open("wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                file.write(b"\0" * size)
            except OSError:
                size //= 2
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def locked(portal: Portal) -> Iterator[None]:
    """Another program holds the database, longer than a page waits."""
    if portal.is_sqlite:
        with contextlib.closing(_sqlite(portal)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield
            other.execute("ROLLBACK")
        return
    with psycopg.connect(portal.environment[DATABASE]) as other:
        other.execute(f"LOCK TABLE {', '.join(WORKING_TABLES)} IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def _sqlite(portal: Portal) -> sqlite3.Connection:
    return sqlite3.connect(portal.var / "portal.sqlite3", isolation_level=None, timeout=30)
