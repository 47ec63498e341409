"""Where quotation marks open and close in a text: a plain check for labels, apart from the product's own reader.

It pairs marks by their shape and neighbours and knows no grammar; a quotation left open ends with its paragraph.
"""

Span = tuple[int, int]

_CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‚": "‘’",
    '"': '"',
    "‘": "’",
    "'": "'’",
    "``": "''",
}
_APOSTROPHES = "'’"


def quoted_regions(text: str) -> list[Span]:
    """Give every stretch in quotation marks as [start, end) in code points, marks included; nested ones come too.

    >>> [text[a:b] for text in ["He said “no” and 'don't'."] for a, b in quoted_regions(text)]
    ['“no”', "'don't'"]
    """
    regions: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        regions.extend(_regions_of_line(text, start, start + len(line)))
        start += len(line)
    return sorted(regions)


def _regions_of_line(text: str, start: int, end: int) -> list[Span]:
    regions: list[Span] = []
    opened: list[tuple[int, str]] = []
    for at in range(start, end):
        mark = text[at]
        depth = next((d for d in range(len(opened) - 1, -1, -1) if mark in _CLOSERS[opened[d][1]]), None)
        if depth is not None and _closes(text, at, end):
            regions.append((opened[depth][0], at + 1))
            del opened[depth:]
        elif mark in _CLOSERS and _opens(text, at, end):
            opened.append((at, mark))
    # What is still open runs to the end of its paragraph, unless it is an apostrophe taken for a mark.
    last = start + len(text[start:end].rstrip())
    regions.extend((at, last) for at, mark in opened if mark not in "'‘")
    return regions


def _opens(text: str, at: int, end: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] == "»" and (before.isalnum() or before in ".,!?…"):
        return False
    if text[at] in "'\"":
        return not before.isalnum() and not after.isspace()
    return not (text[at] == "‘" and before.isalnum())


def _closes(text: str, at: int, end: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] == '"':
        return not (before.isspace() and after.isalnum())
    if text[at] not in _APOSTROPHES:
        return True
    if before.isspace() or after.isalnum():
        return False
    # "the miners' union": a plural's apostrophe is no closing mark when another one follows before a new quotation.
    if before == "s" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower():
        for later in range(at + 1, end):
            mark = text[later]
            if mark in "'‘" and not text[later - 1].isalnum() and text[later - 1] not in ".,!?…":
                return True
            if mark in _APOSTROPHES and not text[later + 1 : later + 2].isalnum():
                return False
    return True


def quotation_kind(text: str, content: list[Span], regions: list[Span]) -> str:
    """Say "direct", "indirect" or "mixed": all, none or some of a content stand in its own quotation marks.

    Marks that open outside the content belong to someone else: a statement told inside a quotation is indirect.
    """
    inside = outside = 0
    for start, end in content:
        own = [(a, b) for a, b in regions if start <= a < end]
        for at in range(start, end):
            if text[at].isalnum():
                quoted = any(a < at < b for a, b in own)
                inside += quoted
                outside += not quoted
    if inside and outside:
        return "mixed"
    return "direct" if inside else "indirect"
