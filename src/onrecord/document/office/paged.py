"""What files of pages (PDF, DOCX, RTF) share: where each page stands in the text, and whether their title is one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.document.decode import mend
from onrecord.document.document import Page

MAX_LEFT_OUT: Final = 200
"""Pieces of text beside the text that are kept, each cut to:"""
MAX_PIECE: Final = 300

_MAX_LABEL: Final = 24
_MAX_TITLE: Final = 300

# What programs write for a title of themselves: the name of the file, or of the program.
_NO_TITLE = re.compile(
    r"untitled|document\d*|word document|microsoft \w+\b.*|powerpoint presentation|(?:.*[\\/])?\S*\.\w{2,5}|[\W\d_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A paragraph of a word processor's document; at `breaks` (offsets in `text`) new pages begin."""

    text: str
    breaks: tuple[int, ...] = ()
    heading: bool = False


@dataclass(frozen=True)
class Paper:
    """A word processor's document: its paragraphs, its title, and text beside them (headers, hidden words).

    `paged` says that `breaks` hold all pages: else nobody knows where they begin.
    """

    parts: tuple[Part, ...]
    title: str | None
    left_out: tuple[str, ...]
    paged: bool


def joined(parts: Sequence[Part]) -> tuple[str, tuple[int, ...]]:
    """The text of paragraphs, an empty line between two, and where each page begins in it.

    >>> joined([Part("One."), Part("Two is long.", (7,))])
    ('One.\\n\\nTwo is long.', (0, 13))
    """
    pieces: list[str] = []
    starts = [0]
    length = waiting = 0
    for part in parts:
        if not part.text.strip():
            waiting += len(part.breaks)
            continue
        if pieces:
            pieces.append("\n\n")
            length += 2
        starts += [length] * waiting + [length + at for at in part.breaks]
        waiting = 0
        pieces.append(part.text)
        length += len(part.text)
    return "".join(pieces), tuple(starts)


def pages_of(text: str, starts: Sequence[int], labels: Sequence[str]) -> tuple[Page, ...]:
    """The pages that have text; each goes to where the next begins, white space between counts to the page before.

    >>> [(page.label, page.span) for page in pages_of("One. Two.", [0, 5, 9], ["i", "ii", "1"])]
    [('i', (0, 5)), ('ii', (5, 9))]
    """
    ends = [*starts[1:], len(text)]
    filled = [
        (label, start) for label, start, end in zip(labels, starts, ends, strict=True) if not _blank(text, start, end)
    ]
    ends = [*(start for _, start in filled[1:]), len(text)]
    return tuple(Page(label, (start, end)) for (label, start), end in zip(filled, ends, strict=True))


def _blank(text: str, start: int, end: int) -> bool:
    return not text[start:end].strip()


def clean_label(label: str, number: int) -> str:
    """A page's own label, where it has a sound one; else its number.

    >>> clean_label("xiv", 14), clean_label("", 3), clean_label("\\n2", 2)
    ('xiv', '3', '2')
    """
    label = mend("".join(one for one in label if one.isprintable()).strip())
    return label if 0 < len(label) <= _MAX_LABEL else str(number)


def file_title(title: str | None) -> str | None:
    """The title that a file's properties give, None where that is a program's or a file's name, or far too long.

    >>> file_title("Talks in Karvell"), file_title("Microsoft Word - talks_v2.doc"), file_title("clip.pdf")
    ('Talks in Karvell', None, None)
    """
    plain = " ".join(mend(title or "").split())
    if not plain or len(plain) > _MAX_TITLE or _NO_TITLE.fullmatch(plain) or not plain.isprintable():
        return None
    return plain


def left_out(pieces: Sequence[str]) -> tuple[str, ...]:
    """Pieces that were left out as they are kept: each once, on one line, no more than 200 of 300 characters."""
    lines = (" ".join(mend(piece[: 2 * MAX_PIECE]).split())[:MAX_PIECE] for piece in pieces)
    return tuple(dict.fromkeys(line for line in lines if line))[:MAX_LEFT_OUT]
