"""Tells which language a text is in: English by words that no other has, all else by py3langid (docs/languages.md)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.document.document import READ_KINDS, Block, Span
from onrecord.document.wordlists import rows

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
UNTOLD = "und"
"""Another script than that of English, in a language that cannot be told (ISO 639-2)."""

ENOUGH_WORDS = 12
"""In fewer words of Latin letters a name or two decide what looks likeliest."""
ENOUGH_LETTERS = 20
"""The same for scripts that do not part words."""

# Measured by `python -m evals.languages`: of 11,427 English paragraphs all that fall below the first are English by the
# second; no paragraph of 67 other languages comes near either.
_PLAINLY = 0.06
"""Share of words that only English has, from which a text is English without another look."""
_HARDLY = 0.01
"""Chance of English (or its pidgins and creoles) below which a text is in another language."""
_LIKELY = 0.3
"""Chance from which that other language is named; close kin (Croatian, Serbian) share what is left."""
_FEW_WORDS = 5
_LIKELY_IN_FEW = 0.8
"""The same for a text of fewer words than enough."""
_SHARED = 1 / 3
"""Share of a report's letters from which its English part is what is read of it."""

_NO_LANGUAGE = "zxx"
_KIN = ("en", "pcm")
_SAMPLE = 1000
_WORD = re.compile(r"[^\W\d_]+")


class Languages(NamedTuple):
    """The language of a report (ISO 639-1, else 639-3), and those of its blocks that are in another than it is read in.

    `foreign` holds the spans of blocks that are not read for it.
    """

    language: str | None
    foreign: frozenset[Span]


def languages(text: str, blocks: Sequence[Block], given: str | None = None) -> Languages:
    """The language of a report by that of its blocks; `given` is what is said of it, which a long text knows better.

    A report is English when a third of its letters or more are; its paragraphs in other languages are not read. In a
    report of another language nothing is read. Short paragraphs go with the others, unless their script says more.
    """
    read = [block.span for block in blocks if block.kind in READ_KINDS]
    told = {span: tell(text[slice(*span)]) for span in read}
    unsure = [span for span in read if told[span] is None]
    # Lines that say little each may say enough together: a list, a poem, many short paragraphs.
    together = tell("\n".join(text[slice(*span)] for span in _some(unsure))) if len(unsure) > 1 else None
    if together not in (None, UNTOLD):
        told.update(dict.fromkeys(unsure, together))
    letters: Counter[str] = Counter()
    for span, code in told.items():
        if code is not None:
            letters[code] += span[1] - span[0]
    language = _main(letters) or (_code(given) if given else language_of(text))
    if language not in (None, ENGLISH):
        return Languages(None if language == UNTOLD else language, frozenset(read))
    return Languages(language, frozenset(span for span, code in told.items() if code not in (None, ENGLISH)))


def _main(letters: Counter[str]) -> str | None:
    if not letters:
        return None
    return ENGLISH if letters[ENGLISH] >= _SHARED * letters.total() else letters.most_common(1)[0][0]


def _some(spans: Iterable[Span]) -> list[Span]:
    """As many spans as make a sample."""
    out, size = [], 0
    for span in spans:
        out.append(span)
        size += span[1] - span[0]
        if size >= 2 * _SAMPLE:
            break
    return out


def _code(given: str) -> str:
    code = re.split(r"[-_]", given.strip().casefold())[0]
    return ENGLISH if code in (ENGLISH, "eng", "english") else given


def language_of(text: str) -> str | None:
    """The language of a text that has no paragraphs of others, as `languages` names it; None where it cannot be told.

    What is too short to tell counts as English if its letters are Latin.

    >>> language_of("The envoys of both sides met."), language_of("8 9 10"), language_of("Sie trafen sich am Fluss.")
    ('en', 'en', 'de')
    """
    code = tell(text)
    words = _WORD.findall(_sampled(text).casefold())
    if code is not None or len(words) >= ENOUGH_WORDS:
        return None if code == UNTOLD else code
    if len(words) < _FEW_WORDS or not _only_english().isdisjoint(words):
        return ENGLISH
    return _likeliest(text, _LIKELY_IN_FEW) or ENGLISH


def tell(text: str) -> str | None:
    """The language of one paragraph; None where it has too few words, or none that any language is known by.

    >>> tell("The envoys of both sides met by the river, and said that they would meet again.")
    'en'
    >>> tell("Die Gesandten beider Seiten trafen sich am Fluss und sagten, dass sie sich wieder treffen.")
    'de'
    >>> tell("Karvell, Port Ellory") is None
    True
    """
    sample = _sampled(text)
    words = _WORD.findall(sample.casefold())
    letters = sum(map(len, words))
    if not letters:
        return None
    if sum(map(_is_latin, "".join(words))) < letters / 2:
        return (_likeliest(sample) if letters >= ENOUGH_LETTERS else None) or UNTOLD
    if len(words) < ENOUGH_WORDS:
        return None
    if sum(word in _only_english() for word in words) >= _PLAINLY * len(words):
        return ENGLISH
    return _likeliest(sample)


def _sampled(text: str) -> str:
    """Its beginning and its middle, since a paragraph may open with a quotation; letters of all widths as the usual."""
    middle = max(_SAMPLE, len(text) // 2)
    return unicodedata.normalize("NFKC", text[:_SAMPLE] + text[middle : middle + _SAMPLE])


def _is_latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00"


def _likeliest(sample: str, enough: float = _LIKELY) -> str | None:
    # Lone surrogates have no bytes.
    ranked = _identifier().rank(sample.encode("utf-8", "replace").decode())
    chances = dict(ranked)
    if sum(chances.get(code, 0.0) for code in _KIN) >= _HARDLY:
        return ENGLISH if ranked[0][0] in _KIN and ranked[0][1] >= _LIKELY else None
    best, chance = ranked[0]
    return best if chance >= enough and best != _NO_LANGUAGE else None


@cache
def _only_english() -> frozenset[str]:
    return frozenset(word for row in rows("only-english.tsv") for word in row)


@cache
def _identifier() -> "LanguageIdentifier":
    # Loaded when the first text comes that is not plainly English: it takes most of a second.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def name_of(code: str) -> str:
    """A language by its English name, with its code.

    >>> name_of("de"), name_of("xx")
    ('German (de)', 'xx')
    """
    name = _names().get(code)
    return f"{name} ({code})" if name else code


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("language-codes.tsv")}
