"""What is known of single English words: closed classes, verb forms, noun classes. Data: languages/en."""

from functools import cache, lru_cache
from importlib import resources

import msgspec

FORMS = 1 << 16
"""Word forms remembered at a time, so that no number of reports fills the memory."""
LANGUAGE = resources.files("onrecord.reading") / "languages" / "en"


class Verb(msgspec.Struct, frozen=True):
    """A word form read as a verb.

    `forms` holds the letters that fit: b base, s third person, d past, n past participle, g present participle.
    `share` (0 to 9) says how verb-like the lemma is in running text; `rival` whether the very form is a noun too.
    """

    lemma: str
    forms: str
    share: int
    rival: bool


class Word(msgspec.Struct, frozen=True):
    """One row of words.tsv. `noun` is p person, g group, l place, n other, or empty; `verb` is -1 for no verb."""

    verb: int
    noun: str
    other: str


def rows(name: str) -> list[list[str]]:
    """The tab-separated rows of a data file of this language; lines that begin with # are comments."""
    text = (LANGUAGE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the small sets of words in word_sets.tsv. Raises `KeyError` for a name it does not hold."""
    return frozenset({row[0]: row[1] for row in rows("word_sets.tsv")}[name].split())


@cache
def _table() -> tuple[dict[str, Word], dict[str, tuple[str, str]]]:
    words: dict[str, Word] = {}
    irregular: dict[str, tuple[str, str]] = {}
    for row in rows("words.tsv"):
        lemma, verb, noun, other = row[:4]
        words[lemma] = Word(-1 if verb == "-" else int(verb), noun.strip("-"), other.strip("-"))
        if len(row) > 4 and verb != "-":
            for form in row[4].split():
                kind = "g" if form.endswith("ing") else "s" if form.endswith("s") else "dn"
                irregular.setdefault(form, (lemma, kind))
    for lemma, past, participle in rows("irregular_verbs.tsv"):
        irregular[past] = (lemma, "dn" if past == participle else "d")
        if past != participle:
            irregular[participle] = (lemma, "n")
        if past == lemma:
            irregular[lemma] = (lemma, "bdn" if participle == lemma else "bd")
        elif participle == lemma:
            irregular[lemma] = (lemma, "bn")
    return words, irregular


@cache
def function_words() -> dict[str, str]:
    """Closed-class words and their tags; a word listed twice keeps its first tag."""
    tags: dict[str, str] = {}
    for tag, words in rows("function_words.tsv"):
        for word in words.split():
            tags.setdefault(word, tag)
    return tags


def known(low: str) -> bool:
    """Whether a lower-case form is a word of the language, inflected or not."""
    return low in _table()[0] or low in function_words() or verb(low) is not None or bool(noun_class(low))


@lru_cache(FORMS)
def word(low: str) -> Word | None:
    """The row of a lemma, or None."""
    return _table()[0].get(low)


@cache
def speech_verbs() -> frozenset[str]:
    """Verbs that frame a quotation ("…," she said)."""
    return frozenset(lemma for lemma, complements in rows("cues.tsv") if "frame" in complements.split())


@lru_cache(FORMS)
def singular(low: str) -> str:
    """The lemma of a noun form: `ministers` to `minister`, `allies` to `ally`; a word not known as a plural stays."""
    words = _table()[0]
    for plural, single in (("ies", "y"), ("men", "man"), ("people", "person"), ("ves", "f"), ("es", ""), ("s", "")):
        if low.endswith(plural) and len(low) > len(plural) + 1 and not low.endswith("ss"):
            stem = low[: -len(plural)] + single
            row = words.get(stem)
            if row is not None and row.noun:
                return stem
    return low


@lru_cache(FORMS)
def noun_class(low: str) -> str:
    """Class of a noun form (p person, g group, l place, n other), empty when it is no known noun."""
    words = _table()[0]
    row = words.get(low) or words.get(singular(low)) or words.get(low.rpartition("-")[2])
    return row.noun if row is not None else ""


@lru_cache(FORMS)
def verb(low: str) -> Verb | None:
    """The form read as a verb, or None. Regular inflection is undone by rule, irregular forms are data."""
    words, irregular = _table()
    found = irregular.get(low)
    if found is None:
        found = _regular(low, words)
        if found is None:
            return None
    lemma, forms = found
    row = words.get(lemma)
    share = row.verb if row is not None and row.verb >= 0 else 9
    return Verb(lemma, forms, share, _is_noun_form(low, forms, words))


def _is_noun_form(low: str, forms: str, words: dict[str, Word]) -> bool:
    row = words.get(low)
    if row is not None and row.noun:
        return True
    return "s" in forms and bool((single := words.get(singular(low))) and single.noun)


def _regular(low: str, words: dict[str, Word]) -> tuple[str, str] | None:
    def is_verb(lemma: str) -> bool:
        row = words.get(lemma)
        return row is not None and row.verb >= 0

    if is_verb(low):
        return low, "b"
    for ending, forms in (("ing", "g"), ("ed", "dn")):
        if low.endswith(ending) and len(low) > len(ending) + 1:
            stem = low[: -len(ending)]
            doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else ""
            y = stem[:-1] + "y" if stem.endswith("i") else ""
            for lemma in (stem + "e", stem, doubled, y):
                if lemma and is_verb(lemma):
                    return lemma, forms
    for ending, put in (("ies", "y"), ("es", ""), ("s", "")):
        if low.endswith(ending) and not low.endswith("ss"):
            lemma = low[: -len(ending)] + put
            if len(lemma) > 1 and is_verb(lemma):
                return lemma, "s"
    if "-" in low:
        tail = _regular(low.rpartition("-")[2], words)
        if tail is not None and tail[1] != "b" and low.split("-")[0] in word_set("verb-prefixes"):
            return low.rpartition("-")[0] + "-" + tail[0], tail[1]
    return None
