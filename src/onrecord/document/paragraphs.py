"""Finds a text's paragraphs: runs of lines, single lines, or lines that a page broke in mid-sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.document.document import Span

CLOSERS = "\"'”’»›)]}*_ \t\xa0"
OPENERS = "\"'“‘«‹([{„‚*_ \t\xa0"
SENTENCE_ENDS = frozenset(".?!…。")

WRAP_WIDTH = 130
"""Lines wider than this were not wrapped by hand or by a mail program."""

_OPEN, _CLOSE = "“«„", "”»"
_QUOTE = re.compile(r"[“”«»„\"]")
_JOINS = 20
_LOOK_AHEAD = 3


@dataclass(frozen=True)
class Paragraph:
    """A stretch of the text without white space at its ends."""

    span: Span
    text: str


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of `text` in order; they leave out only white space.

    Empty lines part paragraphs. Where there are none between, each line is a paragraph, unless the
    lines are wrapped to one width or go on in mid-sentence.

    >>> [p.text for p in paragraphs("Talks begin\\n\\nThe envoys met.\\nThey left at noon.")]
    ['Talks begin', 'The envoys met.', 'They left at noon.']
    """
    runs = _runs(text)
    width = _wrap_width(text, runs)
    found: list[Paragraph] = []
    for run in runs:
        found.extend(_unwrapped(text, run, width))
    return found


def final_mark(text: str) -> str:
    """The last character before closing quotation marks and brackets.

    >>> final_mark('“We will come.”'), final_mark("Talks begin")
    ('.', 'n')
    """
    return text[-12:].rstrip(CLOSERS)[-1:]


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does."""
    return final_mark(text) in SENTENCE_ENDS


def rejoin(found: Sequence[Paragraph], text: str, apart: Sequence[bool]) -> list[tuple[Paragraph, bool]]:
    """Puts paragraphs together that a page broke apart in mid-sentence.

    `apart` tells which are set apart (links, captions) and so are never joined. Returns the paragraphs
    with their `apart`.
    """
    result: list[tuple[Paragraph, bool]] = []
    open_marks = 0
    joins = 0
    for index, paragraph in enumerate(found):
        joined = (
            bool(result)
            and joins < _JOINS
            and not apart[index]
            and not result[-1][1]
            and _goes_on(found[index - 1], open_marks, found, index, apart)
        )
        if joined:
            start, end = result[-1][0].span[0], paragraph.span[1]
            result[-1] = (Paragraph((start, end), text[start:end]), False)
            joins += 1
        else:
            result.append((paragraph, apart[index]))
            open_marks, joins = 0, 0
        open_marks = _still_open(paragraph.text, open_marks)
    return result


def _goes_on(before: Paragraph, open_marks: int, found: Sequence[Paragraph], index: int, apart: Sequence[bool]) -> bool:
    last = final_mark(before.text)
    if last in SENTENCE_ENDS or last in ":;" or not last:
        return False
    after = found[index].text
    if open_marks and after[0] not in OPENERS:
        return _closes_soon(found, index, apart)
    if after[0].islower():
        return last == "," or (last.isalnum() and len(before.text) >= 8)
    return last == "," and len(before.text) >= 40 and after[0].isalpha()


def _closes_soon(found: Sequence[Paragraph], index: int, apart: Sequence[bool]) -> bool:
    """Whether the first quotation mark ahead is a closing one."""
    for ahead in range(index, min(index + _LOOK_AHEAD, len(found))):
        if apart[ahead]:
            return False
        text = found[ahead].text
        match = _QUOTE.search(text)
        if match:
            before = text[match.start() - 1 : match.start()]
            return match[0] in _CLOSE or (match[0] == '"' and bool(before) and not before.isspace())
        if ends_sentence(text) and ahead > index:
            return False
    return False


def _still_open(text: str, open_marks: int) -> int:
    """How many double quotation marks are open after `text`, with `open_marks` open before it."""
    for match in _QUOTE.finditer(text):
        mark = match[0]
        if mark in _OPEN:
            open_marks += 1
        elif mark in _CLOSE:
            open_marks = max(0, open_marks - 1)
        else:
            open_marks = open_marks - 1 if open_marks else 1
    return open_marks


def _runs(text: str) -> list[list[Span]]:
    """Lines without their white space, in runs between empty lines."""
    runs: list[list[Span]] = [[]]
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + len(line) - len(line.lstrip())
            runs[-1].append((start, start + len(stripped)))
        elif runs[-1]:
            runs.append([])
        position += len(line)
    return runs if runs[-1] else runs[:-1]


def _wrap_width(text: str, runs: list[list[Span]]) -> int | None:
    """The width the lines are wrapped to, None where they are not."""
    longest = max((end - start for run in runs for start, end in run), default=0)
    broken = [(start, end) for run in runs for start, end in run[:-1]]
    if longest > WRAP_WIDTH or longest < 30 or len(broken) < 2:
        return None
    near = sum(end - start >= longest * 0.75 for start, end in broken)
    # Wrapping breaks lines anywhere: paragraphs of one line each end as sentences do.
    whole = sum(ends_sentence(text[start:end]) for start, end in broken)
    return longest if near >= 0.6 * len(broken) and whole <= 0.5 * len(broken) else None


def _unwrapped(text: str, run: list[Span], width: int | None) -> list[Paragraph]:
    found: list[Paragraph] = []
    start = run[0][0]
    for line, after in pairwise(run):
        if width is None or not _wrapped(text[slice(*line)], text[slice(*after)], width):
            found.append(Paragraph((start, line[1]), text[start : line[1]]))
            start = after[0]
    end = run[-1][1]
    found.append(Paragraph((start, end), text[start:end]))
    return found


def _wrapped(line: str, after: str, width: int) -> bool:
    """Whether `line` was broken because the next word found no room."""
    full = len(line) + 1 + len(after.partition(" ")[0]) > width * 0.95
    if full:
        return True
    return not ends_sentence(line) and after[:1].islower()
