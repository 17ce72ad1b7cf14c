"""Ten power cuts while matters are being handed in: nothing lost, nothing doubled."""

import threading
import time

import pytest

from tests.browser.conftest import Portal
from tests.browser.person import CUT, Page, Person
from tests.browser.receipts import Receipt, hand_in, look_up, once_more, write_down

pytestmark = pytest.mark.xdist_group("portal")

# Seconds between pressing the button and the cut: before, in and after the transaction.
CUTS = [0.0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.15, 0.3]


def press_and_cut(portal: Portal, person: Person, page: Page, after: float) -> Receipt | None:
    """Press the button, cut the power; what the resident saw before the screen froze."""
    seen: list[Receipt | None] = []

    def press() -> None:
        try:
            seen.append(Receipt.on(hand_in(person, page)))
        except CUT:
            seen.append(None)

    pressing = threading.Thread(target=press)
    pressing.start()
    time.sleep(after)
    portal.kill()
    pressing.join()
    portal.start()
    return seen[0]


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
        assert again.number in look_up(Person(portal.url), again).text
    assert shown < len(CUTS), "no cut came before an answer: the test would prove nothing"
    after = portal.ask("SELECT count(*), count(DISTINCT form_key) FROM casework_submission")[0]
    assert after[0] == before + len(CUTS)
    assert portal.ask("PRAGMA integrity_check") == [("ok",)]
    orphans = "SELECT count(*) FROM casework_submission s WHERE NOT EXISTS "
    assert portal.ask(orphans + "(SELECT 1 FROM casework_case c WHERE c.number = s.number)") == [
        (0,)
    ]
