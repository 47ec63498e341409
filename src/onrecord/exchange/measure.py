"""How wide text stands on a picture, so that it can be wrapped without the font at hand.

Widths are those of the widest of the usual screen fonts (DejaVu Sans), in thousandths of the font's size, so that with
a narrower font lines only end earlier.
"""

import unicodedata
from collections.abc import Iterator

_CLASSES = {
    280: "ijlI'|",
    340: " .,:;!/\\",
    400: "()[]-tfr·",
    530: 'ckszJ?"“”',
    640: "0123456789abdeghnopquvxyL«»–_*",
    700: "ABCDEFGHKNOPQRSTUVXYZ&",
    860: "M+=<>~",
    1010: "mwW@%—…",
}
_WIDTHS = {letter: width for width, letters in _CLASSES.items() for letter in letters}
_OTHER, _FULL, _NONE = 700, 1030, 0
_BOLD = 1.13
SIZE = 13.0
"""Font size of pictures in pixels, where nothing else is said."""


def width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """About how many pixels a line of text takes, rather too many than too few.

    >>> width("will") < width("WIDE") < width("会谈会谈")
    True
    """
    return sum(map(_thousandths, text)) * size / 1000 * (_BOLD if bold else 1.0)


def wrapped(text: str, room: float, most: int, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """The text in at most so many lines that fit into `room` pixels; an ellipsis tells that something is left out.

    >>> wrapped("the release of the harbour pilots", 90, 2)
    ['the release', 'of the …']
    """
    words = list(_pieces(text.split(), room, size, bold=bold))
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if width(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    kept, last = lines[: most - 1], lines[most - 1]
    while " " in last and width(f"{last} …", size, bold=bold) > room:
        last = last.rpartition(" ")[0]
    while last and width(f"{last} …", size, bold=bold) > room:
        last = last[:-1]
    return [*kept, f"{last} …".strip()]


def _pieces(words: list[str], room: float, size: float, *, bold: bool) -> Iterator[str]:
    """The words, those wider than the room cut to its width."""
    for word in words:
        begun = 0
        for at in range(1, len(word) + 1):
            if at - begun > 1 and width(word[begun:at], size, bold=bold) > room:
                yield word[begun : at - 1]
                begun = at - 1
        yield word[begun:]


def _thousandths(letter: str) -> int:
    known = _WIDTHS.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return _NONE
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return _FULL
    plain = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(plain, _OTHER)
