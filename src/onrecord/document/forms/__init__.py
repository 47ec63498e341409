"""One file per form that reports come in: each gives the entries of a file's bytes, in order."""

from collections.abc import Iterator
from importlib import import_module

from onrecord.document.entry import Entry
from onrecord.document.sniff import Form
from onrecord.errors import DocumentError


def entries(form: Form, data: bytes, source: str) -> Iterator[Entry | DocumentError]:
    """The reports of a file of this form; what of it cannot be used comes as an error in its place.

    Raises `DocumentError` where the file as a whole cannot be taken apart.
    """
    # Fetched when the first such file comes: most runs meet one or two forms, and some parsers are slow to load.
    found: Iterator[Entry | DocumentError] = import_module(f"onrecord.document.forms.{form}").entries(data, source)
    return found
