"""The articles of a Nexis export (Nexis Uni, Lexis Advance), from the paragraphs of its DOCX or RTF file.

Such a file may begin with a cover: who asked, when, and a numbered list of what was found. Then each article gives its
headline, its outlet and its day in a line each, lines with labels (`Length: 412 words`, `Byline: …`), the word `Body`,
the text, more labels (`Load-Date: …`), and `End of Document`. Checked against what LexisNexisTools and
tm.plugin.lexisnexis expect of these files.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.document.dates import parse_date
from onrecord.document.exported.article import Article, is_label, label_of
from onrecord.document.office.paged import Part

_HEAD: Final = 60
"""Paragraphs before the body among which an article's headline stands; before them may be the cover."""
_SHORT: Final = 60
_NOTES: Final = 15
"""So near to an article's end a line such as "Notes" begins what is no text of it."""

_LENGTH = re.compile(r"\d[\d.,\s]{0,9}\s\S{2,12}")
_LABELS: Final = ("length", "byline", "section", "language", "dateline", "highlight", "load")


def articles(parts: Sequence[Part]) -> list[Article] | None:
    """The articles in order; None where this is no export of Nexis."""
    lines = [part for part in parts if part.text.strip()]
    found = list(_spans(lines))
    if not any(span.sure for span in found):
        return None
    return [_article(lines[span.start : span.end], span.body - span.start) for span in found]


@dataclass(frozen=True)
class _Span:
    """Where an article's paragraphs begin, where its body does, and where they end; `sure` where labels say so."""

    start: int
    body: int
    end: int
    sure: bool


def _spans(lines: Sequence[Part]) -> Iterator[_Span]:
    start = 0
    body: int | None = None
    sized = loaded = False
    for at, part in enumerate(lines):
        text = part.text.strip()
        if len(text) > _SHORT:
            continue
        size = label_of(text, "length")
        if size is not None and body is None:
            sized = sized or bool(_LENGTH.fullmatch(size))
        elif is_label(text, "body") and body is None and (sized or part.heading or _has_date(lines[start:at])):
            body = at + 1
        elif label_of(text, "load") is not None:
            loaded = True
        elif is_label(text, "end"):
            yield _Span(start, body if body is not None else at, at, sure=body is not None and (sized or loaded))
            start, body, sized, loaded = at + 1, None, False, False
    if body is not None:
        yield _Span(start, body, len(lines), sure=sized and loaded)


def _has_date(parts: Sequence[Part]) -> bool:
    return any(parse_date(part.text) for part in parts[-_HEAD:])


def _article(parts: Sequence[Part], body: int) -> Article:
    head = parts[max(0, body - 1 - _HEAD) : max(0, body - 1)]
    title, date_at = _title(head)
    heading = [part.text for part in head[title:]]
    rest = [part.text for part in parts[body:]]
    end = next((at for at in range(len(rest)) if _ends_body(rest, at)), len(rest))
    said = {label: _value([*heading, *rest[end:]], label) for label in _LABELS}
    return Article(
        body=tuple(rest[:end]),
        lines=(*heading, *(part.text for part in parts[max(0, body - 1) : body]), *rest),
        title=heading[0] if heading else None,
        publisher=heading[1] if len(heading) > 1 and date_at != title + 1 and not _labelled(heading[1]) else None,
        date=head[date_at].text if date_at is not None else said["load"],
        byline=said["byline"],
        language=said["language"],
        beside=(*(f"Highlight: {said['highlight']}" for _ in [0] if said["highlight"]), *rest[end:]),
    )


def _title(head: Sequence[Part]) -> tuple[int, int | None]:
    """Where the headline stands in what is before the body, and where the day (None where it cannot be read)."""
    marked = [at for at, part in enumerate(head) if part.heading and not _labelled(part.text)]
    first = marked[-1] if marked else 0
    dates = [at for at in range(first, len(head)) if not _labelled(head[at].text) and parse_date(head[at].text)]
    if marked:
        return first, next((at for at in dates if at > first), None)
    if dates:
        # Outlet and headline stand in the two lines before the day that is nearest to the body.
        return max(0, dates[-1] - 2), dates[-1]
    cover = [at for at, part in enumerate(head) if label_of(part.text, "cover") is not None]
    return (cover[-1] + 1 if cover and cover[-1] + 1 < len(head) else 0), None


def _ends_body(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    if len(line) > _SHORT and label_of(line, "load") is None:
        return False
    return (
        is_label(line, "after")
        or label_of(line, "load") is not None
        or (is_label(line, "end-notes") and len(lines) - at <= _NOTES)
    )


def _labelled(line: str) -> bool:
    return label_of(line, *_LABELS, "rights", "cover") is not None


def _value(lines: Sequence[str], label: str) -> str | None:
    return next((value for line in lines if (value := label_of(line, label))), None)
