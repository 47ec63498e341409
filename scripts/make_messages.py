"""Write docs/messages.md: every numbered message of the program with its remedy, from the list that the program uses.

Usage: python scripts/make_messages.py [--check]
"""

import re
from pathlib import Path

from written_page import keep

from onrecord.errors import MESSAGES

PAGE = Path(__file__).parents[1] / "docs" / "messages.md"
_HEAD = """# Messages

Every message has a number, which stays: it may be searched for. It says what happened, where, and what to do next. In
what follows `{…}` stands for what a message fills in. This page is written by `python scripts/make_messages.py`; a test
fails where it is old.

In Python a message is an exception (`onrecord.OnrecordError` and below it) with `number`, `where`, `what` and `remedy`.
"""
_KINDS = (
    (100, "Files, folders, archives, addresses", "SourceError"),
    (200, "A report's text", "DocumentError"),
    (300, "Reading", "ReadingError"),
    (400, "The record", "StoreError"),
    (500, "Commands and calls", "UsageError"),
    (600, "Labelled reports, exports, imports", "EvaluateError and ExchangeError"),
    (700, "The desk", "DeskError"),
)


def page() -> str:
    """The page as it is to be."""
    parts = [_HEAD]
    for first, title, kind in _KINDS:
        numbers = [number for number in sorted(MESSAGES) if first <= number < first + 100]
        rows = [f"| E{number} | {_cell(MESSAGES[number][0])} | {_cell(MESSAGES[number][1])} |" for number in numbers]
        parts.append(
            "\n".join([f"## {title} (`{kind}`)", "", "| | what | what to do |", "|---|---|---|", *rows]) + "\n"
        )
    return "\n".join(parts)


def _cell(text: str) -> str:
    """A text for a cell: what it fills in stands as code, so that no page takes it for markup."""
    return re.sub(r"\{(\w+)\}", r"`{\1}`", text.replace("|", "\\|").replace("<", "&lt;"))


if __name__ == "__main__":
    raise SystemExit(keep(PAGE, page()))
