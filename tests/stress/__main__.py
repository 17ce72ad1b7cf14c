"""make stress: a hundred rounds of kill -9, a full disk and a locked database in between.

python -m tests.stress [--rounds 100] [--db sqlite|postgresql] [--seed N]
"""

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import django
from tqdm import tqdm

from tests.browser.installation import Portal, prepared
from tests.servers import Missing, Postgresql, postgresql, redis_server
from tests.stress.trouble import small_disk

LEASE_SECONDS = 4  # so that a round sees what the one before left behind
LOG_TAIL = 5000  # characters of the server's log shown after a problem
SPECIAL = 10  # every so many rounds one of each kind of trouble


def main() -> int:
    parser = argparse.ArgumentParser(prog="make stress", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--db", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    wanted = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="portal-stress-")))
        try:
            return run(wanted, folder, stack)
        except Missing as reason:
            sys.stderr.write(f"Not run: {reason}.\n")
            return 1


def run(wanted: argparse.Namespace, folder: Path, stack: contextlib.ExitStack) -> int:
    server, addresses = None, {}
    if wanted.db == "postgresql":
        server = stack.enter_context(postgresql())
        addresses["PORTAL_DATABASE_URL"] = server.url
        addresses["PORTAL_CACHE_URL"] = stack.enter_context(redis_server())
    portal, spool, can_be_full = install(folder, addresses, stack)
    os.environ.update(portal.environment)
    django.setup()
    # The rest needs the settings of this very portal.
    from tests.stress.rounds import Stress  # noqa: PLC0415

    stress = Stress(portal, spool, random.Random(wanted.seed), server)
    sys.stdout.write(f"seed {wanted.seed}, {wanted.db}\n")
    begun = time.monotonic()
    plan = planned(stress, wanted.rounds, can_be_full)
    pause = 0.1 if sys.stderr.isatty() else 60.0
    for act in tqdm([*plan, stress.end], unit="round", mininterval=pause, ascii=True):
        try:
            act()
        except Exception as problem:
            where = f"round {stress.tally.rounds + 1} ({act.__name__})"
            stress.tally.problems.append(f"{where}: {type(problem).__name__}: {problem}")
        if stress.tally.problems:
            break
    if stress.tally.problems:
        sys.stdout.write(f"{(portal.var / 'serve.log').read_text()[-LOG_TAIL:]}\n")
    report(stress.tally, can_be_full, server, time.monotonic() - begun)
    return 1 if stress.tally.problems else 0


def install(
    folder: Path, addresses: dict[str, str], stack: contextlib.ExitStack
) -> tuple[Portal, Path, bool]:
    """A portal on a small disk of its own, prepared and started; its messages go into a file."""
    var, spool = folder / "var", folder / "spool"
    var.mkdir()
    can_be_full = stack.enter_context(small_disk(var))
    portal = prepared(
        var,
        PORTAL_LEASE_SECONDS=str(LEASE_SECONDS),
        PORTAL_SMS_TRANSPORT="tests.stress.spool.Spool",
        PORTAL_TRUSTED_PROXIES="127.0.0.1",
        STRESS_SPOOL=str(spool),
        **addresses,
    )
    portal.start()
    stack.callback(portal.kill)
    return portal, spool, can_be_full and portal.is_sqlite


def planned(stress, rounds: int, can_be_full: bool) -> list:
    """Cuts, with one round of each other trouble in every ten."""
    others = [stress.database_is_locked]
    others += [stress.disk_is_full] if can_be_full else []
    others += [stress.database_killed] if stress.server else []
    cuts = [stress.cut_while_pressing, stress.cut_while_sending]
    plan = [stress.calm]
    for number in range(rounds):
        plan.append(cuts[number % len(cuts)])
        if number % SPECIAL == SPECIAL - 1:
            plan += others
    return plan


def report(tally, can_be_full: bool, server: Postgresql | None, seconds: float) -> None:
    lines = [
        ("rounds", tally.rounds),
        ("  of them: kill -9 of web and worker", tally.kills),
        ("  of them: the worker was killed while it sent", tally.while_sending),
        ("  of them: disk full", tally.full_disk if can_be_full else "none: needs root, SQLite"),
        ("  of them: database locked", tally.locked),
        ("  of them: PostgreSQL killed", tally.server_kills if server else "none: not asked"),
        ("forms handed in", tally.forms),
        ("  receipt shown before the cut", tally.shown),
        ("  screen froze", tally.cut),
        ("  told to wait, words kept, sent again", tally.told_to_wait),
        ("messages that left", tally.messages),
        ("  left again after a cut, same identifier", tally.again),
        ("lost, doubled or inconsistent", len(tally.problems)),
        ("minutes", f"{seconds / 60:.1f}"),
    ]
    for name, value in lines:
        sys.stdout.write(f"{name:<48}{value:>8}\n")
    for problem in tally.problems[:20]:
        sys.stdout.write(f"! {problem}\n")


if __name__ == "__main__":
    sys.exit(main())
