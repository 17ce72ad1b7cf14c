"""Is this a workbook one may open? Everything else is refused by name, with what to do."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

MOST_BYTES = 2 * 1024 * 1024  # 541 units and 1,500 staff take about 150 KB
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
_START = 4096  # where a document type, if any, has to stand

OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class NotReadable(Exception):
    """The file as a whole cannot be read; `sentence` tells a person why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def open_workbook(content: bytes) -> Workbook:
    """The workbook, read row by row. Raises NotReadable."""
    if not content:
        raise NotReadable(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise too_large()
    if content.startswith(OLD_EXCEL):
        raise NotReadable(
            _(
                "This is an old .xls file, or one that is protected by a password. Please save it "
                "as .xlsx without a password."
            )
        )
    _look_inside(content)
    try:
        return load_workbook(BytesIO(content), read_only=True, keep_links=False)
    except Exception as problem:  # openpyxl raises whatever its parsers meet
        raise damaged() from problem


def _look_inside(content: bytes) -> None:
    """Refuse what would unpack into far more than a list of units and staff can be."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if "[Content_Types].xml" not in archive.namelist():
                raise _no_workbook()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS:
                raise NotReadable(
                    _("The file unpacks into far more than a list can be. It is not opened.")
                )
            for part in parts:
                with archive.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(_START):
                        raise NotReadable(
                            _("The file holds declarations no list needs. It is not opened.")
                        )
    except (BadZipFile, RuntimeError, EOFError, OSError, zlib.error) as problem:
        if content.startswith(b"PK"):
            raise damaged() from problem
        raise _no_workbook() from problem


def too_large() -> NotReadable:
    return NotReadable(
        _("The file is larger than %(number)s MB. Please remove pictures and other sheets.")
        % {"number": MOST_BYTES // (1024 * 1024)}
    )


def _no_workbook() -> NotReadable:
    return NotReadable(
        _("This is no Excel workbook (.xlsx). Please use the template, and save it as .xlsx.")
    )


def damaged() -> NotReadable:
    return NotReadable(
        _("The file is damaged and cannot be opened. Please save it again as .xlsx.")
    )
