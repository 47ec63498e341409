"""Word pieces of a text, with the shape of each, packed into windows that end at paragraph ends.

The encoder is uncased and loses line ends, so each piece carries a *shape*, fed in as its token type: how the word it
belongs to is written (nine kinds), and whether it stands inside quotation marks.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from onrecord.reading import words

LIMIT = 192
"""Pieces in a window at most, the opening mark and the paragraph marks counted.

The packaged model learnt from windows of up to 256, and reads the fullest of these worse: plain "X said that …" is lost
there. Attribution on our own reports: 81.3 with 256, 82.4 with 208, 83.2 with 192, 82.6 with 128.
"""

SHAPES = ("lower", "title", "upper", "mixed", "digit", "mark", "opening", "closing", "paragraph")
SHAPE = {name: number for number, name in enumerate(SHAPES)}
QUOTED = len(SHAPES)
"""Added to the shape of a piece inside quotation marks."""
N_SHAPES = 2 * len(SHAPES)

SHORTEST = 5
"""Words from which on a content is read once more by itself."""

_SENTENCE_ENDS = frozenset('.!?”"')


@dataclass(frozen=True)
class Pieces:
    """A run of word pieces: vocabulary ids, shapes, and [start, end) of each in code points of the whole text."""

    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def cut(self, start: int, end: int) -> "Pieces":
        """The pieces from number `start` up to number `end`."""
        return Pieces(self.ids[start:end], self.shapes[start:end], self.starts[start:end], self.ends[start:end])


@dataclass(frozen=True)
class Marks:
    """Vocabulary ids of the mark that opens a window and the mark that ends a paragraph."""

    opening: int
    paragraph: int


def load_tokenizer(source: bytes) -> Tokenizer:
    """The encoder's tokenizer from its JSON, without cutting or padding."""
    tokenizer = Tokenizer.from_buffer(source)
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in a report is words, no mark of ours
    tokenizer.no_padding()
    return tokenizer


def marks_of(tokenizer: Tokenizer) -> Marks:
    """The two marks as the tokenizer numbers them."""
    opening, paragraph = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if opening is None or paragraph is None:
        raise ValueError("the tokenizer has no [CLS] or no [SEP]")
    return Marks(opening, paragraph)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The [start, end) of each line of the text that is not blank.

    >>> list(paragraphs("One.\\n\\nTwo."))
    [(0, 4), (6, 10)]
    """
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _inside(start: int, end: int, quoted: Sequence[tuple[int, int]]) -> bytearray:
    """A 1 for each character of [start, end) inside one of the quotations, marks included."""
    inside = bytearray(end - start)
    at = bisect_left(quoted, (start, 0))
    for number in range(max(0, at - 1), len(quoted)):
        low, high = quoted[number]
        if low >= end:
            break
        low, high = max(low, start) - start, min(high, end) - start
        if high > low:
            inside[low:high] = b"\x01" * (high - low)
    return inside


def _word_shape(word: str) -> int:
    if any(char.isdigit() for char in word):
        return SHAPE["digit"]
    if word.islower() or not any(char.isalpha() for char in word):
        return SHAPE["lower"]
    if word.isupper() and len(word) > 1:
        return SHAPE["upper"]
    if word[0].isupper() and not any(char.isupper() for char in word[1:]):
        return SHAPE["title"]
    return SHAPE["mixed"]


def _mark_shape(paragraph: str, start: int, end: int) -> int:
    """Opening where a mark leans on what follows, closing where it leans on what precedes."""
    free_before = start == 0 or paragraph[start - 1].isspace() or paragraph[start - 1] in "([—–-"
    free_after = end >= len(paragraph) or paragraph[end].isspace() or paragraph[end] in ")],.;:?!—–"
    if paragraph[start] in "\"'“”‘’" and free_before != free_after:
        return SHAPE["opening"] if free_before else SHAPE["closing"]
    return SHAPE["mark"]


def _word_at(paragraph: str, start: int, end: int) -> tuple[int, int]:
    first, last = start, end
    while first > 0 and paragraph[first - 1].isalnum():
        first -= 1
    while last < len(paragraph) and paragraph[last].isalnum():
        last += 1
    return first, last


def split_pieces(tokenizer: Tokenizer, paragraph: str, base: int, quoted: Sequence[tuple[int, int]]) -> Pieces:
    """The pieces of one paragraph that starts at code point `base` of its text; `quoted`: its text's quotations."""
    encoding = tokenizer.encode(paragraph, add_special_tokens=False)
    inside = _inside(base, base + len(paragraph), quoted)
    shapes = []
    shape, word_end = SHAPE["mark"], -1
    for start, end in encoding.offsets:
        if start >= end:
            shape = SHAPE["mark"]
        elif not any(char.isalnum() for char in paragraph[start:end]):
            shape = _mark_shape(paragraph, start, end)
        elif end > word_end:  # the pieces of one long word share one look at it
            first, word_end = _word_at(paragraph, start, end)
            shape = _word_shape(paragraph[first:word_end])
        shapes.append(shape + (QUOTED if start < len(inside) and inside[start] else 0))
    return Pieces(
        tuple(encoding.ids),
        tuple(shapes),
        tuple(base + start for start, _ in encoding.offsets),
        tuple(base + end for _, end in encoding.offsets),
    )


def _halves(pieces: Pieces, text: str, limit: int) -> Iterator[Pieces]:
    """A paragraph in parts of at most `limit` pieces, cut behind a sentence's end where there is one."""
    start = 0
    while len(pieces) - start > limit:
        ends = [n for n in range(start + limit // 2, start + limit) if text[pieces.ends[n] - 1] in _SENTENCE_ENDS]
        stop = ends[-1] + 1 if ends else start + limit
        yield pieces.cut(start, stop)
        start = stop
    yield pieces.cut(start, len(pieces))


def windows(
    text: str,
    tokenizer: Tokenizer,
    quoted: Sequence[tuple[int, int]],
    spans: Iterable[tuple[int, int]] | None = None,
    limit: int = LIMIT,
    first: int | None = None,
) -> Iterator[Pieces]:
    """A text as windows of at most `limit` pieces: the opening mark, then paragraphs, each with its end mark.

    `quoted` are the stretches inside quotation marks, in order. `spans` are the [start, end) of the paragraphs (as a
    rule the lines that are not blank). `first` bounds the first window alone, so that the same text can be cut at other
    places (other context in training).
    """
    marks = marks_of(tokenizer)
    parts: list[Pieces] = []
    room = (first or limit) - 1
    for start, end in paragraphs(text) if spans is None else spans:
        whole = split_pieces(tokenizer, text[start:end], start, quoted)
        for part in _halves(whole, text, limit - 2):
            if not len(part):
                continue
            if parts and len(part) + 1 > room:
                yield _window(parts, marks)
                parts, room = [], limit - 1
            parts.append(part)
            room -= len(part) + 1
    if parts:
        yield _window(parts, marks)


def _window(parts: list[Pieces], marks: Marks) -> Pieces:
    ids, shapes = [marks.opening], [SHAPE["paragraph"]]
    starts, ends = [parts[0].starts[0]], [parts[0].starts[0]]
    for part in parts:
        stop = part.ends[-1]
        ids += [*part.ids, marks.paragraph]
        shapes += [*part.shapes, SHAPE["paragraph"]]
        starts += [*part.starts, stop]
        ends += [*part.ends, stop]
    return Pieces(tuple(ids), tuple(shapes), tuple(starts), tuple(ends))


def covered(pieces: Pieces, start: int, end: int) -> range:
    """The numbers of the pieces that a [start, end) of the text touches; marks count where the span goes on past them.

    >>> covered(Pieces((5, 6, 7), (0, 0, 0), (0, 4, 7), (3, 7, 9)), 4, 7)
    range(1, 2)
    """
    stop = bisect_right(pieces.starts, end - 1)
    first = stop
    while first > 0 and pieces.ends[first - 1] > start:
        first -= 1
    return range(first, stop)


_HEAD_ENDS = words.word_set("head-ends")
_WORD = re.compile(r"\w[\w’'-]*|[,;:(–—]")


def head_of(text: str, start: int, end: int) -> int:
    """Where the head word of a mention begins: the last word before a comma or a preposition.

    >>> [head_of(words, 0, len(words)) for words in ("the head of Norland", "Jon Arle, the envoy", "he")]
    [4, 4, 0]
    """
    head = start
    for word in _WORD.finditer(text, start, end):
        if word.start() > start and (word.group().lower() in _HEAD_ENDS or not word.group()[0].isalnum()):
            break
        if word.group()[0].isalnum():
            head = word.start()
    return head


def piece_at(pieces: Pieces, offset: int) -> int | None:
    """The number of the piece that holds a code point, None where the window has none."""
    place = bisect_right(pieces.starts, offset) - 1
    while place > 0 and pieces.starts[place] == pieces.ends[place]:
        place -= 1
    return place if place > 0 and pieces.starts[place] <= offset < pieces.ends[place] else None


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A content without the marks around it; the full stop at its end stays.

    >>> text = "“He said no.”"
    >>> text[slice(*bare(text, 0, len(text)))]
    'He said no.'
    """
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1] not in ".?!" and not text[end - 1].isalnum():
        end -= 1
    return start, end
