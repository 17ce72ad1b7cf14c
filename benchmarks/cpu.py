"""CPU time of a process and of all it started, as Linux counts it in /proc."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _FIRST_TIME = 1, 11  # places in /proc/<pid>/stat after the command's name


def seconds(root: int) -> float:
    """User and system time of a process and its descendants, also of those that have ended."""
    family, times = {root}, 0
    stats = {pid: stat for pid in _pids() if (stat := _stat(pid))}
    for pid, stat in sorted(stats.items(), key=lambda one: one[0] != root):
        if pid in family or int(stat[_PARENT]) in family or _descends(pid, root, stats):
            family.add(pid)
            # utime, stime and the same of children that ended
            times += sum(map(int, stat[_FIRST_TIME : _FIRST_TIME + 4]))
    return times / _TICKS


def _descends(pid: int, root: int, stats: dict[int, list[str]]) -> bool:
    while pid in stats and pid != root:
        pid = int(stats[pid][_PARENT])
    return pid == root


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _stat(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []  # it ended meanwhile
    return text[text.rindex(")") + 2 :].split()
