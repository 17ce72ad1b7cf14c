"""An import cut off and run again, and two at once: nothing lost, nothing doubled."""

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.browser.conftest import PROJECT, Portal

pytestmark = pytest.mark.xdist_group("portal")

ROWS = 40
HEADER = ["编号", "标题", "内容", "留言时间", "答复意见", "答复时间"]


def write(path: Path) -> Path:
    rows = [
        [place, f"第 {place} 盏灯", f"{path.stem}巷口第 {place} 盏灯不亮。"]
        + ["2018/3/5 10:02:11", "已派人更换。", "2018/3/14 9:00"]
        for place in range(ROWS)
    ]
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([HEADER, *rows])
    return path


def start(portal: Portal, file: Path) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "import_matters", str(file), "--actor", "duty"]
    return subprocess.Popen(
        [*command, "--unit", "住建局群众工作站"],
        cwd=PROJECT,
        env=portal.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def imported(portal: Portal, file: Path) -> list[tuple[int, str]]:
    """How many events and which status each matter of the file has."""
    return portal.ask(
        "SELECT count(e.id), c.status FROM casework_submission s "
        "JOIN casework_case c ON c.number = s.number JOIN casework_event e ON e.case_id = c.id "
        f"WHERE s.imported_from LIKE '{file.name}%' GROUP BY c.id"
    )


WHOLE = (5, "closed")  # handed in, registered, referred, answered, closed


def test_an_import_that_was_killed_goes_on_where_it_stopped(portal, tmp_path):
    file = write(tmp_path / "killed.csv")
    for wanted in (5, 20):
        running = start(portal, file)
        while len(imported(portal, file)) < wanted and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert wanted <= len(imported(portal, file)) < ROWS
        assert set(imported(portal, file)) == {WHOLE}
    printed, _none = start(portal, file).communicate()
    assert imported(portal, file) == [WHOLE] * ROWS
    assert "0 duplicates, 0 bad" in printed
    assert portal.ask("PRAGMA integrity_check") == [("ok",)]


def test_two_imports_of_one_file_at_once_double_nothing(portal, tmp_path):
    file = write(tmp_path / "twice.csv")
    first, second = start(portal, file), start(portal, file)
    printed = [running.communicate()[0] for running in (first, second)]
    assert imported(portal, file) == [WHOLE] * ROWS
    assert (first.returncode, second.returncode) == (0, 0), printed
