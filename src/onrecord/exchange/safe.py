"""Text of reports made safe to show: no control codes, no hidden changes of direction."""

import re

_BLANKS = re.compile(r"\s+")

# Control codes (C0, DEL, C1), bidirectional controls, line separators, annotation and tag characters, the two
# non-characters that XML forbids, lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def escaped(text: str) -> str:
    r"""Unsafe characters written out, line ends and tabs kept.

    >>> print(escaped("talks \x1b[2J went on"))
    talks \x1b[2J went on
    """
    return _UNSAFE.sub(lambda found: found[0] if found[0] in "\n\t" else _written(found[0]), text)


def one_line(text: str) -> str:
    r"""The text on one line, runs of blanks and line ends as one blank, unsafe characters written out.

    >>> print(one_line("They met\n  again\u202e."))
    They met again\u202e.
    """
    return escaped(_BLANKS.sub(" ", text))


def shortened(text: str, limit: int = 100) -> str:
    """The text on one line, at most `limit` characters of it."""
    line = one_line(text)
    return line if len(line) <= limit else f"{line[: limit - 2].rstrip()} …"


def _written(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")
