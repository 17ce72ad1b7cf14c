"""One client of the lookup page, as the two attacks beside it use it.

The server must believe the addresses we claim: start it with PORTAL_TRUSTED_PROXIES=127.0.0.1.
"""

import http.client
import random
import re
import sqlite3
from dataclasses import dataclass
from datetime import date
from time import perf_counter_ns
from urllib.parse import urlencode, urlsplit

from stdnum.iso7064 import mod_11_10

PAGE = "/en/petitions/track/"
WRONG = "000000000000"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PEOPLE = """
    SELECT s.number, count(*) FROM casework_submission s
    JOIN casework_petitioner p ON p.submission_id = s.id GROUP BY s.number
"""
JOINT = 50  # people on a letter that many signed


@dataclass(frozen=True)
class Answer:
    """What came back for one try, and how long it took."""

    status: int
    text: str
    microseconds: float

    @property
    def was_compared(self) -> bool:
        """Whether the code was looked at: no limit stood in the way."""
        return self.status == 200 and "do not go together" in self.text


class Client:
    def __init__(self, url: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self.connection.request("GET", PAGE, headers={"X-Forwarded-For": any_address()})
        response = self.connection.getresponse()
        self.cookie = response.getheader("Set-Cookie", "").partition(";")[0]
        found = TOKEN.search(response.read().decode())
        if not found:
            raise SystemExit(f"{url}{PAGE} shows no form.")
        self.token = found.group(1)

    def look_up(self, number: str, code: str, address: str) -> Answer:
        body = urlencode({"csrfmiddlewaretoken": self.token, "number": number, "code": code})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
            "X-Forwarded-For": address,
        }
        started = perf_counter_ns()
        self.connection.request("POST", PAGE, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        return Answer(response.status, text, (perf_counter_ns() - started) / 1000)


def any_address() -> str:
    """An address of the range for benchmarks (RFC 2544), or another customer's /64."""
    return f"2001:2:0:{random.randrange(1, 0xFFFF):x}::{random.randrange(1, 0xFFFF):x}"


def any_number(prefix: str = "YM") -> str:
    """A number of this year that hardly ever is one of the few that were given."""
    digits = f"{date.today().year}{random.randrange(1_000_000):06d}"  # noqa: DTZ011
    return f"{prefix}{digits[:4]}-{digits[4:]}-{mod_11_10.calc_check_digit(digits)}"


def numbers_in(database: str) -> tuple[list[str], list[str]]:
    """Numbers of the portal's SQLite file: those with a few people, those of joint letters."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute(PEOPLE).fetchall()
    joint = [number for number, people in rows if people >= JOINT]
    return [number for number, people in rows if people < JOINT], joint
