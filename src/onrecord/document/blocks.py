"""Parts a report's text into blocks, each of one kind, that leave out nothing but white space."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.document.credits import credited
from onrecord.document.dates import WrittenDate, date_line, leading_date
from onrecord.document.document import Block, BlockKind, Span
from onrecord.document.furniture import heads_links, inserts, kind_of
from onrecord.document.opening import by_staff, byline, is_named_fragment, is_short_line, letters, place_opening
from onrecord.document.paragraphs import Paragraph, ends_sentence, final_mark, paragraphs, rejoin
from onrecord.document.pullquotes import pullquotes

HEAD_PARAGRAPHS = 10
"""The body begins at the latest after so many paragraphs."""

_MASTHEAD_END = re.compile(r"\s[|–—-]\s")
_BAR = re.compile(r"\s[|·•]\s")
_INITIALS = re.compile(r"(?:[A-Z]\.\s?){1,4}(?:[/&]\s?(?:[A-Z]\.\s?){1,4})?$")

TAIL_PARAGRAPHS = 5
"""So many last paragraphs may be the outlet's own lines."""


@dataclass(frozen=True)
class Layout:
    """The blocks of a text and what its head and credit lines say of the report."""

    blocks: tuple[Block, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    published: str | None = None
    publisher: str | None = None


@dataclass
class _Draft:
    """The kinds found so far, one for each paragraph; None where nothing is known yet."""

    parts: list[Paragraph]
    kinds: list[BlockKind | None]
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    dates: list[WrittenDate] = field(default_factory=list)
    published: str | None = None
    publisher: str | None = None


def lay_out(text: str, title: str | None = None) -> Layout:
    """The blocks of `text`, in order; a paragraph that may be the report's own is `body`.

    `title` helps to know the headline. Takes time in proportion to the text.

    >>> layout = lay_out("Talks in Varn\\n\\nBy Ida Renn\\n\\nVARN (Kestrel) — The envoys of both sides met at noon.")
    >>> [block.kind for block in layout.blocks], layout.authors, layout.credits
    (['headline', 'byline', 'dateline', 'body'], ('Ida Renn',), ('Kestrel',))
    """
    draft = _draft(text)
    start = _read_head(draft, title)
    _drop_repeats(draft)
    _read_rest(draft, start)
    _read_tail(draft)
    blocks: list[Block] = []
    for index, part in enumerate(draft.parts):
        kind = draft.kinds[index]
        blocks.extend([Block(kind, part.span)] if kind else _pieces(draft, part, first=index <= start + 1))
    return Layout(
        blocks=tuple(blocks),
        title=draft.title,
        authors=tuple(dict.fromkeys(draft.authors)),
        credits=tuple(dict.fromkeys(draft.credits)),
        published=draft.published or _published(draft.dates),
        publisher=draft.publisher,
    )


def _draft(text: str) -> _Draft:
    """Paragraphs with the kinds that their own words tell; broken ones put together, dates parted off."""
    found = paragraphs(text)
    if found:
        found[:1] = _part_date(found[0])
    alone = [_own_kind(part.text) for part in found]
    apart = [kind is not None for kind in alone]
    joined = rejoin(found, text, apart)
    kinds: dict[Span, BlockKind | None] = {part.span: kind for part, kind in zip(found, alone, strict=True)}
    return _Draft([part for part, _ in joined], [kinds.get(part.span) for part, _ in joined])


def _own_kind(text: str) -> BlockKind | None:
    if date_line(text) or _barred_date(text):
        return "dateline"
    return kind_of(text) or ("byline" if byline(text) or by_staff(text) else None)


def _barred_date(text: str) -> WrittenDate | None:
    """The date in a line of bars: `The Varn Post | World | 4 May 2031`."""
    if len(text) > 160:
        return None
    pieces = _BAR.split(text)
    return next((found for piece in pieces if (found := date_line(piece))), None) if len(pieces) > 1 else None


def _part_date(part: Paragraph) -> list[Paragraph]:
    """A date glued before the first sentence becomes a paragraph of its own."""
    found = leading_date(part.text)
    if found is None or date_line(part.text) or not (found.label or found.iso):
        return [part]
    rest = part.text[found.end :]
    body = rest.lstrip(" \t\xa0|:–—-•·")
    if not body or not (body[0].isupper() or body[0] in "“\"‘'"):
        return [part]
    start, end = part.span
    # The date's block takes the separators with it: between blocks there is only white space.
    cut = len(part.text) - len(body)
    return [
        Paragraph((start, start + len(part.text[:cut].rstrip())), part.text[:cut].rstrip()),
        Paragraph((start + cut, end), body),
    ]


def _read_head(draft: _Draft, title: str | None) -> int:
    """Marks what stands before the body; the index of the body's first paragraph."""
    lines: list[int] = []
    start = 0
    wanted = letters(title) if title else ""
    for index, part in enumerate(draft.parts[:HEAD_PARAGRAPHS]):
        if draft.kinds[index] is None:
            same = bool(wanted) and letters(part.text) == wanted
            if not same and not _may_be_headline(draft, index):
                break
            lines.append(index)
        _note(draft, index)
        start = index + 1
    headline = _headline(draft, lines, wanted)
    for index in lines:
        if index == headline:
            draft.kinds[index] = "headline"
        elif index < (headline or 0):
            draft.kinds[index] = "other"
        elif is_short_line(draft.parts[index].text, words=14, characters=110) and not _ends_asking(draft, index):
            draft.kinds[index] = "subhead"
    if headline is not None:
        draft.title = " ".join(draft.parts[headline].text.split())
        if lines[0] < headline and draft.kinds[lines[0] + 1] == "dateline":
            draft.publisher = _MASTHEAD_END.split(draft.parts[lines[0]].text, maxsplit=1)[0].strip()
    return start


def _headline(draft: _Draft, lines: list[int], wanted: str) -> int | None:
    """Which of the short lines before the body is the headline: a date under the first makes that the outlet's name."""
    for index in lines:
        if wanted and letters(draft.parts[index].text) == wanted:
            return index
    if len(lines) > 1 and draft.kinds[lines[0] + 1] == "dateline":
        first, second = (draft.parts[index].text for index in lines[:2])
        if len(second) > len(first):
            return lines[1]
    return next((i for i in lines if len(draft.parts[i].text.split()) >= 4), lines[0] if lines else None)


def _ends_asking(draft: _Draft, index: int) -> bool:
    return final_mark(draft.parts[index].text) in "?!"


def _may_be_headline(draft: _Draft, index: int) -> bool:
    text = draft.parts[index].text
    if not is_short_line(text, words=25, characters=170):
        return False
    return any(
        draft.kinds[ahead] is None and len(after) >= 1.2 * len(text) and len(after) >= 40 and ends_sentence(after)
        for ahead in range(index + 1, min(index + 7, len(draft.parts)))
        if (after := draft.parts[ahead].text)
    )


def _note(draft: _Draft, index: int) -> None:
    """Keeps what a dateline, byline or credit says of the report."""
    text = draft.parts[index].text
    if draft.kinds[index] == "dateline":
        found = leading_date(text)
        if found is None and (found := _barred_date(text)) and index == 0:
            draft.publisher = _BAR.split(text, maxsplit=1)[0].strip()
        if found:
            draft.dates.append(found)
    elif draft.kinds[index] == "byline":
        draft.authors.extend(byline(text))
    elif draft.kinds[index] == "credit":
        draft.credits.extend(credited(text))


def _read_rest(draft: _Draft, start: int) -> None:
    last = len(draft.parts) - 1
    linked = False
    for index in range(start, len(draft.parts)):
        text = draft.parts[index].text
        kind = draft.kinds[index]
        if kind == "byline" and index < last - 2 and index > start + 1:
            # In mid-report "By …" is more likely a sentence's beginning.
            draft.kinds[index] = kind = None
        if kind is not None:
            linked = kind == "related-link" and heads_links(text)
            _note(draft, index)
            continue
        if linked and is_short_line(text, words=16, characters=120):
            draft.kinds[index] = "related-link"
            continue
        linked = False
        if index > start and is_named_fragment(text) and _stands_alone(draft, index):
            draft.kinds[index] = "caption"
        elif _is_subhead(draft, index, start):
            draft.kinds[index] = "subhead"


def _stands_alone(draft: _Draft, index: int) -> bool:
    """Between whole paragraphs, not in a list or under a letter."""
    before = draft.parts[index - 1].text
    return index < len(draft.parts) - 1 and (draft.kinds[index - 1] is not None or ends_sentence(before))


def _is_subhead(draft: _Draft, index: int, start: int) -> bool:
    text = draft.parts[index].text
    if (
        not is_short_line(text, words=10, characters=80)
        or final_mark(text) == "!"
        or any(mark in text for mark in '“”"‘«»')
    ):
        return False
    before = next((i for i in range(index - 1, -1, -1) if draft.kinds[i] in (None, "headline")), None)
    if before is None or (before >= start and not ends_sentence(draft.parts[before].text)):
        return False
    after = next((i for i in range(index + 1, len(draft.parts)) if draft.kinds[i] is None), None)
    if after is None or after > index + 3:
        return False
    following = draft.parts[after].text
    return len(following) >= 60 and len(following) > len(text) and final_mark(following) in ".?!…:"


def _read_tail(draft: _Draft) -> None:
    """Lines in capitals under the last sentence are the outlet's: a desk, an agency, its name."""
    for index in range(len(draft.parts) - 1, max(-1, len(draft.parts) - 1 - TAIL_PARAGRAPHS), -1):
        text = draft.parts[index].text
        if draft.kinds[index] is not None:
            continue
        if index == 0 or not text.isupper() or len(text.split()) > 5:
            return
        if ends_sentence(text) and not _INITIALS.match(text):
            return
        draft.kinds[index] = "credit"


def _drop_repeats(draft: _Draft) -> None:
    bodies = [index for index, kind in enumerate(draft.kinds) if kind is None]
    for at in pullquotes([draft.parts[index].text for index in bodies]):
        draft.kinds[bodies[at]] = "pullquote"


def _pieces(draft: _Draft, part: Paragraph, *, first: bool) -> list[Block]:
    """A body paragraph without its dateline and the furniture inside it."""
    start = part.span[0]
    found: list[tuple[BlockKind, Span]] = []
    place = place_opening(part.text)
    if place and (first or place.agency):
        found.append(("dateline", (0, len(part.text[: place.end].rstrip()))))
        draft.credits.extend([place.agency] if place.agency else [])
        draft.published = draft.published or place.published
    found.extend(item for item in inserts(part.text) if not found or item[1][0] >= found[0][1][1])
    blocks: list[Block] = []
    position = 0
    for kind, (left, right) in [*found, (None, (len(part.text), len(part.text)))]:
        _add(blocks, "body", start, part.text, (position, left))
        if kind:
            _add(blocks, kind, start, part.text, (left, right))
        position = right
    return blocks


def _add(blocks: list[Block], kind: BlockKind, offset: int, text: str, span: Span) -> None:
    """Adds one block without the white space at its ends, none where nothing else is left."""
    piece = text[slice(*span)]
    stripped = piece.strip()
    if stripped:
        start = offset + span[0] + len(piece) - len(piece.lstrip())
        blocks.append(Block(kind, (start, start + len(stripped))))


def _published(dates: Sequence[WrittenDate]) -> str | None:
    """The date of publication before that of an update."""
    return min(dates, key=lambda found: found.label == "later").value if dates else None
