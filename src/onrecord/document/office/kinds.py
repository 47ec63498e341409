"""Tells documents of office programs by what is in their zip file."""

import re
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from onrecord.errors import DocumentError

MAIN: Final = re.compile(r"word/document\d{0,3}\.xml")
"""The name of the part of a Word document that holds its text."""

_ZIP: Final = b"PK\x03\x04"
_TYPES: Final = "[Content_Types].xml"
_OTHERS: Final = (("xl/", "a spreadsheet (save it as CSV)"), ("ppt/", "a presentation (save it as PDF)"))
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument"


def told(data: bytes) -> str | None:
    """`docx` for a Word document, else None. Raises `DocumentError` E202 for what other office programs make."""
    if not data.startswith(_ZIP):
        return None
    if data[30:].startswith(_OPEN_DOCUMENT):
        raise DocumentError(202, what="an OpenDocument file (save it as DOCX)")
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if _TYPES not in names:
        return None
    if any(map(MAIN.fullmatch, names)):
        return "docx"
    for start, what in _OTHERS:
        if any(name.startswith(start) for name in names):
            raise DocumentError(202, what=what)
    return None
