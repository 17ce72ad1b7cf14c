"""How many codes can be tried against a running portal, and what that is worth in a year.

    PORTAL_TRUSTED_PROXIES=127.0.0.1 … manage.py serve
    python -m benchmarks.guessing --url http://127.0.0.1:8000 --database var/portal.sqlite3

Four attacks, each as fast as the server answers: limits of an hour are used up within seconds, so
that what was accepted is what an hour gives. The last try before a pause is compared too, but its
answer is the pause: it is not counted here. A run across the full hour sees two hours' worth.
"""

import argparse
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

from benchmarks.lookup import Client, any_address, any_number, numbers_in

CODES = 10**12
HOURS_A_YEAR = 24 * 365
CLIENTS = 4

Target = Callable[[], tuple[str, str]]  # a number and the address that tries it


@dataclass
class Attack:
    """What one attack got: tries that were compared, and all that were sent."""

    name: str
    compared: int = 0
    sent: int = 0
    refused: dict[int, int] = field(default_factory=dict)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--database", required=True, help="the portal's SQLite file")
    parser.add_argument("--seconds", type=float, default=20, help="of each attack")
    chosen = parser.parse_args(arguments)
    few, _joint = numbers_in(chosen.database)
    numbers = random.sample(few, 2)
    home, street = any_address(), any_address()
    attacks: list[tuple[str, bool, Target]] = [
        ("one address, one number", True, lambda: (numbers[0], home)),
        ("one address, any number", False, lambda: (any_number(), street)),
        ("any address, one number", True, lambda: (numbers[1], any_address())),
        ("any address, any number", False, lambda: (random.choice(few), any_address())),
    ]
    for name, is_one_number, target in attacks:
        found = attack(name, chosen.url, chosen.seconds, target)
        tell(found, chosen.seconds, is_one_number)
    return 0


def attack(name: str, url: str, seconds: float, target: Target) -> Attack:
    found, lock, end = Attack(name), threading.Lock(), monotonic() + seconds

    def run() -> None:
        client = Client(url)
        while monotonic() < end:
            number, address = target()
            answer = client.look_up(number, f"{random.randrange(CODES):012d}", address)
            with lock:
                found.sent += 1
                found.compared += answer.was_compared
                if not answer.was_compared:
                    found.refused[answer.status] = found.refused.get(answer.status, 0) + 1

    threads = [threading.Thread(target=run) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def tell(found: Attack, seconds: float, is_one_number: bool) -> None:
    print(f"{found.name}: {found.sent} sent in {seconds:.0f} s, {found.compared} compared", end="")
    print("".join(f", {n} refused with {status}" for status, n in found.refused.items()))
    if is_one_number:
        chance = found.compared * HOURS_A_YEAR / CODES
        print(f"    as every hour's: {chance:.1e} in a year against this number's one code")
    elif 429 not in found.refused:  # no limit of an address stood in the way
        a_year = found.compared / seconds * 3600 * HOURS_A_YEAR
        print(f"    all year long: {a_year / CODES:.1e} in a year to meet any code at all")


if __name__ == "__main__":
    raise SystemExit(main())
