"""The rounds: what happens in each, and what is counted."""

import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from tests.browser.installation import Portal
from tests.browser.receipts import WORDS
from tests.servers import Postgresql
from tests.stress import checks, desks
from tests.stress.residents import Crowd, Resident
from tests.stress.trouble import full, locked

RESIDENTS = 4  # pressing at the same time
SENDING = 15.0  # seconds a round waits for the worker to begin sending
LAST_SENDING = 180.0  # seconds in which everything has left in the end
LATEST_PRESS = 0.1  # seconds between the first and the last to press


@dataclass
class Tally:
    """The figures of a run."""

    rounds: int = 0
    kills: int = 0
    forms: int = 0
    shown: int = 0
    cut: int = 0
    while_sending: int = 0
    server_kills: int = 0
    full_disk: int = 0
    locked: int = 0
    told_to_wait: int = 0
    messages: int = 0
    again: int = 0
    problems: list[str] = field(default_factory=list)


class Stress:
    """One portal under stress; `chance` makes a run that went wrong happen again."""

    def __init__(
        self, portal: Portal, spool: Path, chance: random.Random, server: Postgresql | None
    ) -> None:
        self.portal, self.spool, self.chance, self.server = portal, spool, chance, server
        self.tally = Tally()
        self.handed_in: set[str] = set()
        self.latest_cut = 0.5  # seconds after the first has pressed; known after a calm round

    def crowd(self) -> Crowd:
        first = self.tally.forms + 1
        titles = [f"路灯坏了（第 {first + place} 件）" for place in range(RESIDENTS)]
        self.tally.forms += RESIDENTS
        return Crowd([Resident.arrive(self.portal.url, t, self.chance) for t in titles])

    # --- rounds --------------------------------------------------------------------------------
    def calm(self) -> None:
        """Nothing happens: how long all of them take here says when cuts must come."""
        crowd = self.crowd()
        crowd.all(Resident.write_down)
        begun = time.monotonic()
        self.press(crowd)()
        self.latest_cut = 1.2 * (time.monotonic() - begun)
        self.settle(crowd)

    def cut_while_pressing(self) -> None:
        """Residents press, the power goes at a random moment."""
        crowd = self.crowd()
        crowd.all(Resident.write_down)
        self.work_off()
        finish = self.press(crowd)
        time.sleep(self.chance.uniform(0, self.latest_cut))
        self.cut()
        finish()
        self.settle(crowd)

    def cut_while_sending(self) -> None:
        """The worker sends, residents press, the power goes."""
        crowd = self.crowd()
        crowd.all(Resident.write_down)
        self.work_off()
        desks.call_worker()
        self.tally.while_sending += _comes(desks.is_sending, SENDING)
        finish = self.press(crowd)
        time.sleep(self.chance.uniform(0, self.latest_cut))
        self.cut()
        finish()
        self.settle(crowd)

    def database_killed(self) -> None:
        """kill -9 of the PostgreSQL server alone: web and worker find it again by themselves."""
        assert self.server
        crowd = self.crowd()
        crowd.all(Resident.write_down)
        self.work_off()
        desks.call_worker()
        finish = self.press(crowd)
        time.sleep(self.chance.uniform(0, self.latest_cut))
        self.server.kill()
        self.server.start()
        self.tally.server_kills += 1
        finish()
        connection.close()
        self.settle(crowd)

    def disk_is_full(self) -> None:
        self.refused(full(self.portal), wait=1.0)
        self.tally.full_disk += 1

    def database_is_locked(self) -> None:
        self.refused(locked(self.portal), wait=7.0)
        self.tally.locked += 1

    # --- parts of a round ----------------------------------------------------------------------
    def press(self, crowd: Crowd) -> Callable[[], None]:
        pauses = [self.chance.uniform(0, LATEST_PRESS) for _resident in crowd.residents]
        return crowd.start(Resident.press, pauses)

    def cut(self) -> None:
        """kill -9 of web server and worker, then a new start."""
        self.portal.kill()
        self.portal.start()
        self.tally.kills += 1

    def refused(self, trouble: AbstractContextManager[None], wait: float) -> None:
        """Nothing can be written for a while: half of the residents tell, half press the button.

        The page says so in words, keeps what was typed and can be sent again afterwards.
        """
        crowd = self.crowd()
        telling, pressing = Crowd(crowd.residents[::2]), Crowd(crowd.residents[1::2])
        telling.all(Resident.begin)
        pressing.all(Resident.write_down)
        desks.call_worker()
        with trouble:
            told, pressed = telling.start(Resident.tell), pressing.start(Resident.press)
            time.sleep(wait)
        told()
        pressed()
        told_before = self.tally.told_to_wait
        for resident in crowd.residents:
            self.see_refusal(resident, keeps_words=resident in telling.residents)
        assert self.tally.told_to_wait > told_before, "everything could be written"
        telling.all(Resident.go_on)
        telling.all(Resident.press)
        self.tally.problems += [] if self.portal.process.poll() is None else ["serve ended"]
        self.settle(crowd)

    def see_refusal(self, resident: Resident, keeps_words: bool) -> None:
        page = resident.answer
        assert page is not None, "the connection broke"
        if page.status == 503:
            self.tally.told_to_wait += 1
            assert "暂时无法保存" in page.text or "数据库" in page.text, page.text[:300]
            if keeps_words:
                kept = page.fields()
                assert (kept["title"], kept["text"].split()) == (resident.title, WORDS.split())
            resident.send_again()
        assert resident.answer.status == 200, resident.answer.text[:300]

    def settle(self, crowd: Crowd) -> None:
        """Everyone comes back and finds the matter again; then the whole database is checked."""
        shown = sum(resident.shown is not None for resident in crowd.residents)
        self.tally.shown += shown
        self.tally.cut += len(crowd.residents) - shown
        crowd.all(Resident.come_back)
        crowd.all(lambda resident: resident.find_again(self.portal.url))
        self.handed_in |= {resident.kept.number for resident in crowd.residents}
        self.look_at_everything()

    def work_off(self) -> None:
        for number in desks.new_matters(self.handed_in):
            desks.work_off(number)

    def look_at_everything(self) -> None:
        self.tally.rounds += 1
        self.tally.problems += checks.problems(self.spool)
        filed = self.portal.ask(
            "SELECT count(*) FROM casework_submission WHERE form_key IS NOT NULL"
        )[0][0]
        if not filed == self.tally.forms == len(self.handed_in):
            self.tally.problems.append(f"{self.tally.forms} forms became {filed} matters")

    def end(self) -> None:
        """Let the worker send what is left, then look at everything a last time."""
        self.work_off()
        desks.call_worker()
        _comes(lambda: not checks.waiting(), LAST_SENDING)
        if left := checks.waiting():
            self.tally.problems.append(f"{left} messages have not left")
        self.tally.problems += checks.problems(self.spool)
        self.tally.messages = checks.sent(self.spool)
        self.tally.again = checks.handed_over_again(self.spool)


def _comes(holds: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.01)
    return False
