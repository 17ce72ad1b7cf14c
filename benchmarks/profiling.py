"""Where a page's time goes: `python -m benchmarks.profiling "queue, all units"`.

Run inside an installation that was made, 1,000 cases on SQLite unless PORTAL_VAR names another.
"""

import argparse
import cProfile
import os
import pstats

import django

from benchmarks.installation import Installation
from benchmarks.targets import TARGETS

VISITS = 30


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", choices=[target.name for target in TARGETS], metavar="PAGE")
    parser.add_argument("--sort", default="cumulative")
    parser.add_argument("--lines", type=int, default=70)
    arguments = parser.parse_args()
    for name, value in Installation(cases=1000).environment.items():
        os.environ.setdefault(name, value)
    django.setup()
    from benchmarks.counting import Inside  # noqa: PLC0415  models need the line above
    from benchmarks.entries import tickets  # noqa: PLC0415

    target = next(target for target in TARGETS if target.name == arguments.page)
    ready, browser = tickets(drafts=VISITS + 6), Inside()
    for _time in range(5):
        target.visit(browser, ready)
    profile = cProfile.Profile()
    with profile:
        for _time in range(VISITS):
            target.visit(browser, ready)
    print(f"{target.name}, {VISITS} visits")
    pstats.Stats(profile).sort_stats(arguments.sort).print_stats(arguments.lines)


if __name__ == "__main__":
    main()
