"""Two web servers and two workers on one PostgreSQL and one Redis: each thing is done once."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.installation import Portal, placed, prepared
from tests.browser.person import Person
from tests.browser.receipts import Receipt, hand_in, write_down
from tests.browser.test_main_job import (
    accept_and_draft,
    act,
    look_up,
    pass_on,
    press,
    send,
)
from tests.browser.test_main_job import hand_in as hand_in_on_a_phone
from tests.servers import IS_REQUIRED, Missing, postgresql, redis_server, until

pytestmark = pytest.mark.xdist_group("two of each")

AT_ONCE = 6
MESSAGES = 40
WITHIN = 60  # seconds


@dataclass
class Town:
    """`one` and `two` are web servers on two ports; the workers run beside them."""

    one: Portal
    two: Portal
    spool: Path

    def hurry(self) -> None:
        """Make all recurring jobs due now."""
        self.one.ask("UPDATE core_job SET due_at = now() WHERE due_at IS NOT NULL RETURNING 1")

    def sent(self) -> list[str]:
        return self.spool.read_text().split() if self.spool.exists() else []

    def received(self) -> int:
        figures = "SELECT sum(numerator) FROM reporting_monthlyfigure"
        return self.one.ask(f"{figures} WHERE metric = 'received' AND category = ''")[0][0]

    def is_counted(self) -> bool:
        return not self.one.ask("SELECT 1 FROM reporting_stalemonth LIMIT 1")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    var = tmp_path_factory.mktemp("town")
    with contextlib.ExitStack() as stack:
        try:
            database = stack.enter_context(postgresql()).url
            cache = stack.enter_context(redis_server())
        except Missing as reason:
            (pytest.fail if IS_REQUIRED else pytest.skip)(f"not run: {reason}")
        spool = var / "spool"
        own = {
            "PORTAL_DATABASE_URL": database,
            "PORTAL_CACHE_URL": cache,
            "PORTAL_SMS_TRANSPORT": "tests.stress.spool.Spool",
            "PORTAL_TRUSTED_PROXIES": "127.0.0.1",
            "STRESS_SPOOL": str(spool),
        }
        found = Town(prepared(var, **own), placed(var, **own), spool)
        for web in (found.one, found.two):
            web.start("--without-worker")
            stack.callback(web.stop)
        for _worker in range(2):
            worker = found.one.run("worker")
            stack.callback(worker.wait, 30)
            stack.callback(worker.terminate)
        yield found


@pytest.fixture
def sit(chromium: Browser) -> Callable:
    """Open a browser at one of the web servers, as a resident or at a desk."""

    @contextlib.contextmanager
    def open_page(web: Portal, role: str = "") -> Iterator[Page]:
        context = chromium.new_context(base_url=f"{web.url}/", locale="zh-CN")
        context.set_default_timeout(10_000)
        page = context.new_page()
        if role:
            login = web.login(role)
            page.goto("/admin/login/")
            page.fill("[name=username]", login["username"])
            page.fill("[name=password]", login["password"])
            page.click("form button[type=submit]")
        yield page
        context.close()

    return open_page


def test_the_main_job_goes_through_both_web_servers_in_turn(town: Town, sit) -> None:
    with sit(town.one) as phone:
        number, code = hand_in_on_a_phone(phone)
    with sit(town.two, "duty_officer") as desk:
        pass_on(desk, number)
    with sit(town.one, "handler") as desk:
        accept_and_draft(desk, number)
    with sit(town.two, "head") as desk:
        act(desk, number, "issue")
        send(desk)
    with sit(town.one) as phone:
        look_up(phone, number, code)
        phone.goto(f"{town.two.url}/petitions/track/")  # the other server knows this visitor
        press(phone, "打开答复")
        expect(phone.get_by_text("七日内更换主板")).to_be_visible()


def test_a_form_sent_to_both_servers_at_once_is_handed_in_once(town: Town) -> None:
    person = Person(town.one.url, address="10.1.1.1")
    address = write_down(person, "路灯坏了（两处同交）").url.removeprefix(town.one.url)
    receipts: list[Receipt | None] = []

    def press_at(web: Portal) -> None:
        twin = Person(web.url, timeout=60, address="10.1.1.1")
        for cookie in person.jar:
            twin.jar.set_cookie(cookie)
        page = twin.get(address)
        receipts.append(Receipt.on(page) or Receipt.on(hand_in(twin, page)))

    pressing = [
        threading.Thread(target=press_at, args=(web,))
        for web in (town.one, town.two) * (AT_ONCE // 2)
    ]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join()

    assert len(receipts) == AT_ONCE
    assert len({receipt and receipt.number for receipt in receipts}) == 1 and receipts[0]
    filed = "SELECT count(*) FROM casework_submission s JOIN casework_case c USING (number)"
    assert town.one.ask(f"{filed} WHERE number = '{receipts[0].number}'") == [(1,)]


def test_both_workers_together_send_each_message_once(town: Town) -> None:
    town.hurry()
    write = (
        "from messaging import outbox\n"
        f"for n in range({MESSAGES}):\n"
        "    outbox.write(f'two:{n}', medium='sms', template='news', address='13800001234',"
        " language='en')"
    )
    town.one.manage("shell", "--no-imports", "-c", write)
    deadline = time.monotonic() + WITHIN
    waiting = "SELECT 1 FROM messaging_message WHERE sent_at IS NULL LIMIT 1"
    while town.one.ask(waiting) and time.monotonic() < deadline:
        town.hurry()
        time.sleep(1)

    sent = town.sent()
    assert len(sent) == len(set(sent)) >= MESSAGES
    assert town.one.ask("SELECT count(*) FROM core_job WHERE error <> ''") == [(0,)]


def test_the_figures_of_what_both_servers_took_are_right(town: Town) -> None:
    town.hurry()
    until(town.is_counted, "the months stayed stale", WITHIN)
    before = town.received()
    for web in (town.one, town.two, town.one):
        person = Person(web.url, address="10.1.1.2")
        assert Receipt.on(hand_in(person, write_down(person, "路灯坏了（计数）")))
    town.hurry()
    until(town.is_counted, "the months stayed stale", WITHIN)
    assert town.received() == before + 3
