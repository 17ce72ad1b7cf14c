"""A rotation is killed in its middle while residents hand in matters on the running portal."""

import json
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.browser.conftest import PROJECT, Portal
from tests.browser.many_rows import MAKE
from tests.browser.person import Person
from tests.browser.test_kills import Receipt, hand_in, write_down

pytestmark = pytest.mark.xdist_group("portal")

ROWS = 5000
MOST = 6  # matters handed in: an address may hand in thirty an hour, other tests want some


def current(portal: Portal, name: str = "data") -> str:
    return json.loads((portal.var / "keys" / name).read_text())["current"]


def under(portal: Portal, table: str, column: str, key: str) -> int:
    sql = f"SELECT count(*) FROM {table} WHERE {column} LIKE 'v1:A256GCM:{key}:%'"
    return portal.ask(sql)[0][0]


def rotate(portal: Portal, *arguments: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "rotate_keys", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        command, cwd=PROJECT, env=portal.environment, stdout=quiet, stderr=quiet
    )


def kill_in_the_middle(portal: Portal, old: str) -> None:
    run = rotate(portal, "data")
    while run.poll() is None:
        time.sleep(0.005)
        if 0 < under(portal, "messaging_message", "address", current(portal)) < ROWS:
            run.send_signal(signal.SIGKILL)
            break
    assert run.wait() == -signal.SIGKILL
    assert current(portal) != old


def test_a_killed_rotation_is_finished_and_nothing_handed_in_meanwhile_is_lost(portal):
    receipts: list[Receipt] = []
    done = threading.Event()

    def residents() -> None:
        while not done.is_set() and len(receipts) < MOST:
            person = Person(portal.url)
            receipts.append(Receipt.on(hand_in(person, write_down(person, "路灯坏了"))))

    portal.manage("shell", "-c", MAKE.format(rows=ROWS))
    handing_in = threading.Thread(target=residents)
    handing_in.start()
    old = current(portal)
    kill_in_the_middle(portal, old)
    done_before = under(portal, "messaging_message", "address", current(portal))
    assert 0 < done_before < ROWS
    assert rotate(portal, "data", "--resume").wait() == 0
    assert rotate(portal, "index").wait() == 0
    done.set()
    handing_in.join()
    assert rotate(portal, "data", "--resume").wait() == 0  # what was written at that moment
    assert under(portal, "messaging_message", "address", current(portal)) >= ROWS
    for table, column in (("messaging_message", "address"), ("casework_submission", "text")):
        assert under(portal, table, column, old) == 0
    portal.manage("check_keys", "--all")
    assert receipts and all(receipts)
    for receipt in receipts:
        found = Person(portal.url)
        page = found.send(found.get("/petitions/track/"), number=receipt.number, code=receipt.code)
        assert "七盏灯只亮两盏" in page.text


def test_the_running_portal_writes_with_the_new_key_at_once(portal):
    keys = json.loads((portal.var / "keys" / "data").read_text())["keys"]
    portal.manage("rotate_keys", "data")
    time.sleep(1.1)
    person = Person(portal.url)
    receipt = Receipt.on(hand_in(person, write_down(person, "路灯又坏了")))
    ((token,),) = portal.ask(
        f"SELECT text FROM casework_submission WHERE number = '{receipt.number}'"
    )
    assert token.split(":")[2] == current(portal) not in keys
