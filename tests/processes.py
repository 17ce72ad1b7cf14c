"""Finding and killing the processes a command started (Linux: reads /proc)."""

import contextlib
import os
import signal


def below(parent: int) -> set[int]:
    """All processes under a parent, however deep."""
    found: set[int] = set()
    for entry in os.listdir("/proc"):
        if entry.isdigit() and int(entry) not in found:
            try:
                with open(f"/proc/{entry}/stat") as file:
                    above = int(file.read().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if above == parent:
                found |= {int(entry)} | below(int(entry))
    return found


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if os.path.exists(f"/proc/{pid}/exe")}


def kill_with_all_below(parent: int) -> set[int]:
    """kill -9 of a process and of everything it started, the parent first; returns the others.

    The parent first: it would start a killed worker again."""
    children = below(parent)
    for pid in (parent, *children):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return children
