"""What requests need to get in: sessions of staff, numbers with codes, drafts ready to hand in.

Run inside an installation; prints JSON.
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from benchmarks import entries  # noqa: PLC0415  models need the line above

    json.dump(entries.tickets(drafts=int(sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
