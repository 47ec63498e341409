"""The rows of a table of reports as reports: shared by CSV and Parquet."""

import re
from collections.abc import Sequence
from typing import Final

from onrecord.document.decode import mend
from onrecord.document.entry import Entry
from onrecord.document.table.column_names import Held, plain
from onrecord.errors import DocumentError

MAX_CELL: Final = 10_000_000
"""Characters of one text. In CSV a quotation mark that is never closed makes the rest of the file one cell."""

MAX_METADATA: Final = 4_000
"""Characters that are kept of any other cell."""

_SHOWN: Final = 20
"""So many names of columns are shown in a message, each cut to:"""
_NAME: Final = 40

_MEDIA_CLOUD: Final = frozenset({"indexed_date", "media_name", "media_url"})
_BETWEEN_AUTHORS = re.compile(r"\s*[;|]\s*")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def no_texts(names: Sequence[str], count: int, source: str) -> DocumentError:
    """What is wrong with a table that has no column of texts (E230), or is a list from Media Cloud (E231)."""
    if {plain(name) for name in names} >= _MEDIA_CLOUD:
        return DocumentError(231, source, count=count)
    return DocumentError(230, source, columns=shown(names))


def shown(names: Sequence[str]) -> str:
    """The names of columns for a message, the first of them where they are many."""
    cut = [mend(name)[:_NAME] for name in names[:_SHOWN]]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(cut) + more


def entry(cells: dict[Held, str | None], where: str) -> Entry | DocumentError:
    """The report of one row; E232 where it has no text, or one beyond all bounds."""
    text = cells.pop("text", None)
    if not text or not text.strip():
        return DocumentError(232, where, reason="it has no text")
    if len(text) > MAX_CELL:
        return too_long(len(text), where)
    cells = {held: (mend(cell[:MAX_METADATA]).strip() or None) if cell else None for held, cell in cells.items()}
    authors = cells.get("authors")
    return Entry(
        where=where,
        text=mend(text),
        given_id=cells.get("id"),
        url=cells.get("url"),
        title=cells.get("title"),
        publisher=cells.get("publisher"),
        date=cells.get("date"),
        authors=tuple(one for one in _BETWEEN_AUTHORS.split(authors) if one) if authors else (),
        language=_code(cells.get("language")),
    )


def too_long(length: int, where: str) -> DocumentError:
    """What is wrong with a row whose text is beyond all bounds."""
    return DocumentError(232, where, reason=f"its text has {length:,} characters, more than {MAX_CELL:,}")


def _code(language: str | None) -> str | None:
    """The ISO 639-1 code in `en`, `en-GB`; None for names of languages, which the text itself tells."""
    found = _LANGUAGE.fullmatch(language) if language else None
    return found[1].lower() if found else None
