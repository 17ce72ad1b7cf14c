"""A file of old matters: its columns located, its rows one after the other."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from casework.content import content_key
from casework.imports.bringing import Bringing, Outcome, Result
from casework.imports.columns import locate, own_map
from casework.imports.reading import Unreadable, read
from casework.imports.rows import BadRow, clean


class Source:
    """Raises Unreadable when the file cannot be imported as a whole."""

    def __init__(self, path: Path, columns: str, name: str) -> None:
        self.path, self.name = path, name
        first = next(read(path), None)
        if first is None:
            raise Unreadable(f"{path.name} is empty.")
        self.header = first[1]
        self.places = locate(self.header, own_map(columns))

    def count(self) -> int:
        """How many rows there are below the header."""
        return sum(1 for _row in read(self.path)) - 1

    def outcomes(self, bringing: Bringing) -> Iterator[tuple[int, Outcome]]:
        """Bring each row in; its number and what became of it."""
        seen: dict[bytes, int] = {}
        for number, cells in islice(read(self.path), 1, None):
            try:
                old = clean(number, self._named(cells), source=self.name, now=bringing.now)
            except BadRow as bad:
                yield number, Outcome(Result.BAD, str(bad))
                continue
            said = sha256(content_key(old.title, old.text).encode()).digest()
            twin = seen.setdefault(said, number)
            if twin != number:
                yield number, Outcome(Result.DUPLICATE, f"The same words as row {twin}.")
            else:
                yield number, bringing.bring(old)

    def _named(self, cells: list[Any]) -> dict[str, Any]:
        if any(cell not in (None, "") for cell in cells[len(self.header) :]):
            raise BadRow("The row has more cells than the header.")
        padded = [*cells, *[None] * (len(self.header) - len(cells))]
        return {field: padded[place] for field, place in self.places.items()}
