"""`python -m benchmarks`: make the databases, serve them, measure, report."""

import argparse
import contextlib
import shlex
import sys

from benchmarks import postgres, report
from benchmarks.installation import CACHE, Installation
from benchmarks.measure import measure
from benchmarks.targets import named

DRAFTS_A_SECOND = 150  # more than can be handed in
QUICK = {"cases": "1000,10000", "db": "sqlite", "rounds": 3, "seconds": 0.3}


def main() -> None:
    arguments = _arguments()
    CACHE.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        installations = _installations(arguments, stack)
        for one in installations:
            one.make()
        tickets = []
        for one in installations:
            seconds = arguments.seconds * arguments.rounds
            drafts = round(seconds * DRAFTS_A_SECOND) + 50
            tickets.append(one.tickets(drafts))
        counts = {}
        for one, own in zip(installations, tickets, strict=True):
            counts[one.database, one.cases] = one.count(own)
            stack.callback(one.stop)
            one.start()
        measured = measure(
            installations,
            tickets,
            rounds=arguments.rounds,
            seconds=arguments.seconds,
            targets=named(arguments.pages),
        )
    command = shlex.join(["python", "-m", "benchmarks", *sys.argv[1:]])
    print(report.write(measured, counts, command))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--cases", default="1000,100000", help="sizes, with commas between them")
    parser.add_argument("--db", default="sqlite,postgresql")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each page in a round")
    parser.add_argument("--pages", default="", help="only those whose name contains this")
    parser.add_argument("--quick", action="store_true", help=f"a first look: {QUICK}")
    arguments = parser.parse_args()
    if arguments.quick:
        vars(arguments).update(QUICK)
    return arguments


def _installations(
    arguments: argparse.Namespace, stack: contextlib.ExitStack
) -> list[Installation]:
    sizes = [int(size) for size in arguments.cases.split(",")]
    databases = arguments.db.split(",")
    made = [Installation(size) for size in sizes if "sqlite" in databases]
    if "postgresql" in databases and not postgres.programs():
        print("No PostgreSQL programs (initdb, pg_ctl) were found: SQLite only.")
    elif "postgresql" in databases:
        cluster = stack.enter_context(postgres.running(CACHE / "cluster"))
        made += [Installation(size, cluster) for size in sizes]
    return made


if __name__ == "__main__":
    main()
