"""How often a code may be tried. The arithmetic: docs/decisions/0011-guessing.md.

Each limit counts a number that exists, one that does not and one that cannot be alike.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from core import ratelimit
from core.ratelimit import allow, seconds_left, used

MINUTES, HOUR, DAY = timedelta(minutes=10), timedelta(hours=1), timedelta(days=1)
# What one address may ask, whatever for: scope, limit, window.
ADDRESS = (("petitions.track", 60, MINUTES), ("petitions.track.day", 500, DAY))
# What all strangers together may try with one number.
NUMBER = ("petitions.track.number", 40, HOUR)
PAUSE = "petitions.track.pause"
MANY = 2000  # tries of strangers in an hour; a city's residents make some hundreds a day


def address_waits(address: str) -> timedelta | None:
    """Count a try of this address; how long it must wait if that was one too many."""
    with transaction.atomic():  # one write to the disk for both counters
        beyond = [per for scope, limit, per in ADDRESS if not allow(scope, address, limit, per)]
    return timedelta(seconds=max(map(seconds_left, beyond))) if beyond else None


def tries_this_hour(now: datetime) -> int:
    """The tries of all strangers with all numbers in the current hour, refused ones included."""
    scope, _limit, per = NUMBER
    return used(scope, per, now)


@dataclass(frozen=True)
class Try:
    """One try with a number: by a browser that opened it before, or by a stranger's address.

    Strangers share the number's limit, so it can be used up by them. A browser that opened the
    number has a pause of its own and no part in that limit.
    """

    number: str
    address: str
    browser: str = ""

    def begin(self) -> int:
        """Count the try against its limits; the seconds to wait if it may not be made."""
        wait = self.pause()
        if wait or self.browser:
            return wait
        scope, limit, per = NUMBER
        return 0 if allow(scope, self.number, limit, per) else seconds_left(per)

    def pause(self) -> int:
        """The seconds this person waits after the failures so far."""
        return ratelimit.seconds_to_wait(PAUSE, self._who)

    def failed(self) -> None:
        ratelimit.failed(PAUSE, self._who)

    def succeeded(self) -> None:
        ratelimit.succeeded(PAUSE, self._who)

    @property
    def _who(self) -> str:
        who = f"browser {self.browser}" if self.browser else f"address {self.address}"
        return f"{self.number} {who}"
