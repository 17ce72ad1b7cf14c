"""Residents who press at once, are cut off, and come back."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.browser.person import CUT, Page, Person
from tests.browser.receipts import Receipt, begin, go_on, hand_in, look_up, once_more, tell


@dataclass
class Resident:
    """One person with one form; `shown` is the receipt seen before the cut, if any."""

    person: Person
    title: str
    page: Page | None = None
    answer: Page | None = None
    shown: Receipt | None = None
    kept: Receipt | None = None

    @classmethod
    def arrive(cls, url: str, title: str, chance: random.Random) -> "Resident":
        # One address each, as the portal's limits are per household.
        address = ".".join(str(chance.randrange(1, 255)) for _part in range(3))
        return cls(Person(url, timeout=60, address=f"10.{address}"), title)

    def begin(self) -> None:
        self.page = begin(self.person)

    def tell(self) -> None:
        """Send the page with the words; `answer` is what came back, whatever it was."""
        self.answer = tell(self.person, self.page, self.title)

    def send_again(self) -> None:
        """Press the one button of the page that said it could not store it."""
        self.answer = self.person.send(self.answer)

    def go_on(self) -> None:
        self.page = go_on(self.person, self.answer)

    def write_down(self) -> None:
        self.begin()
        self.tell()
        self.go_on()

    def press(self) -> None:
        """Press the button; the screen may freeze."""
        self.answer = self.shown = None
        try:
            self.answer = hand_in(self.person, self.page)
            self.shown = Receipt.on(self.answer)
        except CUT:
            pass

    def come_back(self) -> None:
        """Press again, and once more: always the receipt that was shown, if one was."""
        self.kept = once_more(self.person, self.page)
        assert self.shown in (None, self.kept), f"{self.shown} became {self.kept}"
        assert once_more(self.person, self.page) == self.kept

    def find_again(self, url: str) -> None:
        stranger = Person(url, timeout=60, address=self.person.address)
        page = look_up(stranger, self.kept)
        assert self.kept.number in page.text and self.title in page.text, page.text[:300]


@dataclass
class Crowd:
    """Several residents doing the same at the same time."""

    residents: list[Resident]
    trouble: list[BaseException] = field(default_factory=list)

    def all(self, act: Callable[[Resident], None]) -> None:
        """Do something together and wait for everyone; whatever one met is raised."""
        self.start(act)()

    def start(
        self, act: Callable[[Resident], None], pauses: list[float] | None = None
    ) -> Callable[[], None]:
        """Do something together, each after a pause; returns how to wait for everyone."""
        waits = pauses or [0.0] * len(self.residents)

        def run(resident: Resident, wait: float) -> None:
            time.sleep(wait)
            try:
                act(resident)
            except BaseException as problem:
                self.trouble.append(problem)

        threads = [
            threading.Thread(target=run, args=pair)
            for pair in zip(self.residents, waits, strict=True)
        ]
        for thread in threads:
            thread.start()

        def wait_for_all() -> None:
            for thread in threads:
                thread.join()
            if self.trouble:
                raise self.trouble[0]

        return wait_for_all
