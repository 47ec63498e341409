"""The base form of a word that stands alone, as accounts, claims and terms are compared by it."""

import unicodedata

from onrecord.reading import words


def base(word: str) -> str:
    """The base form of a folded word: of a verb's form the verb, though it may be a noun too; else the singular.

    Where the sentence is at hand its tags tell the two apart: see `stems.stem`.

    >>> base("demanded"), base("pilots"), base("shooting")
    ('demand', 'pilot', 'shoot')
    """
    verb = words.verb(word)
    return verb.lemma if verb is not None else words.singular(word)


def folded(text: str) -> str:
    """The text without case and accents.

    >>> folded("Šárka’s Café")
    'sarka’s cafe'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
