"""Rows into a table as fast as each database takes them: executemany, or COPY."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models

Row = dict[str, Any]  # by the column's name


class Table:
    """One model's table with its columns in their order."""

    def __init__(self, model: type[models.Model]) -> None:
        self.name = model._meta.db_table
        self.columns = [field.column for field in model._meta.concrete_fields]
        self.is_sqlite = connection.vendor == "sqlite"

    def write(self, rows: Iterable[Row]) -> None:
        columns = self.columns
        values = ([row[column] for column in columns] for row in rows)
        names = ", ".join(f'"{column}"' for column in columns)
        with connection.cursor() as cursor:
            if self.is_sqlite:
                marks = ", ".join(["%s"] * len(columns))
                sql = f'INSERT INTO "{self.name}" ({names}) VALUES ({marks})'  # noqa: S608
                cursor.executemany(sql, (list(map(_for_sqlite, value)) for value in values))
                return
            with cursor.copy(f'COPY "{self.name}" ({names}) FROM STDIN') as copy:
                for value in values:
                    copy.write_row(value)


def _for_sqlite(value: Any) -> Any:
    convert = _SQLITE.get(type(value))
    return convert(value) if convert else value


_SQLITE: dict[type, Callable[[Any], Any]] = {
    UUID: lambda value: value.hex,
    datetime: lambda value: str(value.astimezone(UTC).replace(tzinfo=None)),
    date: lambda value: value.isoformat(),
}


def reset_sequences(tables: Sequence[type[models.Model]]) -> None:
    """Let the next row that is saved get a number that is free."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def analyse() -> None:
    """Give the planner its figures, as autovacuum would in time."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("ANALYZE")
        else:
            cursor.execute("VACUUM ANALYZE")
