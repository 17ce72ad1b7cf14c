"""Rows of a spreadsheet with the number a spreadsheet gives them: the header is row 1."""

import codecs
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

Row = tuple[int, list[Any]]

_CHUNK = 1 << 20
# Exports of Chinese offices are one of these; a file in GB18030 is hardly ever valid UTF-8.
_ENCODINGS = ("utf-8-sig", "gb18030")


class Unreadable(Exception):
    """The file as a whole cannot be imported; the message tells an operator why."""


def read(path: Path) -> Iterator[Row]:
    """The rows of a CSV or XLSX file that hold anything, header first. Raises Unreadable."""
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(f"{path.name} is neither .csv nor .xlsx: save it as one of these.")
    try:
        for number, cells in enumerate(reader(path), start=1):
            if any(cell not in (None, "") for cell in cells):
                yield number, cells
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {problem.strerror}.") from problem


def _read_csv(path: Path) -> Iterator[list[Any]]:
    csv.field_size_limit(sys.maxsize)  # over-long texts are bad rows, not the end of the file
    with path.open(encoding=_encoding(path), newline="") as file:
        try:
            yield from csv.reader(file, strict=True)
        except csv.Error as problem:
            raise Unreadable(f"{path.name} is not in order as CSV: {problem}.") from problem


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding) as text:
                while text.read(_CHUNK):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable(f"{path.name} is neither UTF-8 nor GB18030: save it as CSV UTF-8.")


def _read_xlsx(path: Path) -> Iterator[list[Any]]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as problem:
        raise Unreadable(f"{path.name} is no XLSX workbook.") from problem
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write wrong ones
        for row in sheet.iter_rows(values_only=True):
            yield list(row)
    finally:
        book.close()
