"""Towards whom an act goes where the model marks nobody: whose proposal is rejected, who is to do what is demanded."""

from collections.abc import Sequence

from onrecord.document.document import Span
from onrecord.reading import gazetteer, names, words
from onrecord.reading.clauses import Sentence
from onrecord.reading.phrases import Phrase


def addressee(sentence: Sentence, kind: str, about: Sequence[Span]) -> Span | None:
    """Who is meant by what an act is about, or by the condition of a threat, in its sentence.

    >>> from onrecord.reading.parse import paragraph
    >>> def find(text, kind, about):
    ...     parsed = paragraph(text, "body", (0, len(text)), frozenset()).sentences[0]
    ...     start = text.index(about)
    ...     found = addressee(parsed, kind, [(start, start + len(about))])
    ...     return found and text[slice(*found)]
    >>> find("Veltia rejected a Finnish offer.", "REJECT", "a Finnish offer")
    'Finnish'
    >>> find("Veltia rejected the guild's plan.", "REJECT", "the guild's plan")
    'the guild'
    >>> find("Veltia renewed its demand that Orsk leave.", "REQUEST", "that Orsk leave")
    'Orsk'
    >>> find("The dockers threatened to strike unless the guild paid.", "THREATEN", "unless the guild paid")
    'the guild'
    """
    if not about or not sentence.span[0] <= about[0][0] < sentence.span[1]:
        return None
    phrases = sentence.phrases
    k = sentence.phrase_at(about[0][0])
    if kind in ("REQUEST", "THREATEN"):
        return _doer(sentence, k + (k < len(phrases) and phrases[k].kind == "U"))
    return _owner(sentence, phrases[k]) if kind == "REJECT" and k < len(phrases) and phrases[k].kind == "NP" else None


def _doer(sentence: Sentence, k: int) -> Span | None:
    """Who is to do something: the subject of a clause that begins with phrase k ("that Orsk leave")."""
    phrases, tokens = sentence.phrases, sentence.tokens
    if k >= len(phrases) or phrases[k].kind != "NP":
        return None
    phrase = phrases[k]
    if k + 1 < len(phrases) and phrases[k + 1].kind == "VG" and phrases[k + 1].form != "ing":
        return sentence.text_span(k, k)
    last = phrase.start
    while last < phrase.head and (tokens[last + 1].tag == "NN" or (last == phrase.start and tokens[last].tag == "D")):
        last += 1
    # a bare verb behind a name is taken for a noun: "that Orsk ease restrictions"
    ended = last < phrase.head and tokens[last].tag == "NN" and words.verb(tokens[last + 1].low) is not None
    return (tokens[phrase.start].start, tokens[last].end) if ended else None


def _owner(sentence: Sentence, phrase: Phrase) -> Span | None:
    """Whose something is: by a genitive, or by the adjective of a nation."""
    tokens = sentence.tokens
    for n in range(phrase.head - 1, phrase.start - 1, -1):
        if tokens[n].tag == "K" and n > phrase.start:
            return tokens[phrase.start].start, tokens[n - 1].end
        if tokens[n].cap and (gazetteer.nationality(tokens[n].low) or names.is_demonym(tokens[n].low)):
            return tokens[n].start, tokens[n].end
    return None
