"""What the demo city says, as data: tables (csv) and texts (toml). All of it is invented."""

import csv
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table, by column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(folder: str) -> list[dict[str, Any]]:
    """The texts of a folder, in the order of their files' names."""
    files = sorted((FOLDER / folder).glob("*.toml"))
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
