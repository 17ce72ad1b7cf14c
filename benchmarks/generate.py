"""Fills a new installation with matters: `python -m benchmarks.generate --cases 1000`.

The installation is the one PORTAL_VAR and PORTAL_DATABASE_URL name; `manage.py prepare` made it.
"""

import argparse
import os

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks.filling import fill  # noqa: PLC0415  models need the line above

    fill(arguments.cases)


if __name__ == "__main__":
    main()
