"""Ten power cuts while matters are being handed in: nothing lost, nothing doubled."""

import re
import threading
import time
from dataclasses import dataclass

import pytest

from tests.browser.conftest import Portal
from tests.browser.person import Page, Person

pytestmark = pytest.mark.xdist_group("portal")

NUMBER = re.compile(r"YM\d{4}-\d{6}-\d")
CODE = re.compile(r"\b\d{4} \d{4} \d{4}\b")
# Seconds between pressing the button and the cut: before, in and after the transaction.
CUTS = [0.0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.15, 0.3]


@dataclass
class Receipt:
    number: str
    code: str

    @classmethod
    def on(cls, page: Page) -> "Receipt | None":
        number, code = NUMBER.search(page.text), CODE.search(page.text)
        if "/receipt/" not in page.url or not number or not code:
            return None
        return cls(number.group(), code.group())


def write_down(person: Person, title: str) -> Page:
    """Answer the form up to the last page; returns that page."""
    page = person.send(person.get("/petitions/new/"), kind="appeal")
    page = person.send(
        page, title=title, text="七盏灯只亮两盏。\n晚上看不见坑。", request="请修好。"
    )
    page = person.send(page, place="村口")
    page = person.send(page, category="urban_rural_construction")
    return person.send(page, name="示例居民", phone="13800001234", address="千秋村")


def hand_in(person: Person, page: Page) -> Page:
    sent = {name: "PASSED" for name in page.fields() if name.endswith("_1")}
    return person.send(page, **sent)


def press_and_cut(portal: Portal, person: Person, page: Page, after: float) -> Receipt | None:
    """Press the button, cut the power; what the resident saw before the screen froze."""
    seen: list[Receipt | None] = []

    def press() -> None:
        try:
            seen.append(Receipt.on(hand_in(person, page)))
        except OSError:
            seen.append(None)

    pressing = threading.Thread(target=press)
    pressing.start()
    time.sleep(after)
    portal.kill()
    pressing.join()
    portal.start()
    return seen[0]


def once_more(person: Person, check: Page) -> Receipt:
    """Come back to the page and press again; a form handed in before leads to its receipt."""
    page = person.get(check.url)
    receipt = Receipt.on(page) or Receipt.on(hand_in(person, page))
    assert receipt, page.text[:500]
    return receipt


def test_a_shown_receipt_is_found_and_a_resend_never_doubles(portal):
    before = portal.ask("SELECT count(*) FROM casework_submission")[0][0]
    shown = 0
    for place, cut in enumerate(CUTS):
        person = Person(portal.url)
        check = write_down(person, f"路灯坏了（第 {place + 1} 次）")
        first = press_and_cut(portal, person, check, cut)
        again = once_more(person, check)
        shown += first is not None
        assert first is None or first == again
        assert once_more(person, check) == again
        found = Person(portal.url)
        page = found.send(found.get("/petitions/track/"), number=again.number, code=again.code)
        assert again.number in page.text
    assert shown < len(CUTS), "no cut came before an answer: the test would prove nothing"
    after = portal.ask("SELECT count(*), count(DISTINCT form_key) FROM casework_submission")[0]
    assert after[0] == before + len(CUTS)
    assert portal.ask("PRAGMA integrity_check") == [("ok",)]
    orphans = "SELECT count(*) FROM casework_submission s WHERE NOT EXISTS "
    assert portal.ask(orphans + "(SELECT 1 FROM casework_case c WHERE c.number = s.number)") == [
        (0,)
    ]
