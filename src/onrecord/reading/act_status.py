"""Whether an act that the model found has happened: the model's word, set right where words in the sentence say so."""

from collections.abc import Iterator
from itertools import pairwise

from onrecord.document.document import Span
from onrecord.reading import status, wording, words
from onrecord.reading.clauses import Sentence, subject
from onrecord.reading.marks import MoveMark, TimeMark
from onrecord.reading.model.acts import Act
from onrecord.reading.phrases import Phrase

SURE = 0.9
"""The chance of its status from which the model is believed against the rules."""
UNDONE = frozenset(("denied", "unknown", "conditional", "planned", "possible"))
"""Statuses that the rules give only where words say so: there the model's "happened" is not believed at any chance."""
_AUXILIARY = frozenset(("X", "B", "H", "Z"))


def of(act: Act, sentence: Sentence, rule: MoveMark | None, on_condition: bool) -> str:
    """The status of an act; `rule` is the rules' mark of the same type, if they have one."""
    state, sure = act.status()
    if rule is not None and (sure < SURE or (state == "happened" and rule.status in UNDONE)):
        state = rule.status
    if state == "denied" and (_not_only(sentence, act.trigger) or not _denies(sentence)):
        state = "happened"
    elif state == "happened" and _by_nobody(sentence, act.trigger):
        state = "denied"
    if state == "planned" and on_condition:
        state = "conditional"
    if state in ("happened", "denied") and _is_open(sentence, act.trigger):
        state = "unknown"
    return state


def is_past(when: TimeMark | None, text: str, published: str | None) -> bool:
    """Whether an act lies before what the report reports on.

    In a report without a date, what is dated by the year alone or as years ago does: of its own day it tells otherwise.
    """
    if when is None:
        return False
    if published is not None or when.span is None:
        return status.is_background(when, published)
    said = text[slice(*when.span)].lower().split()
    return (when.value is not None and len(when.value) == 4) or (
        "ago" in said and not words.word_set("long-units").isdisjoint(said)
    )


def _not_only(sentence: Sentence, trigger: Span) -> bool:
    """Whether an act is told as more than one ("not only shelled the town"), which the model takes for a denial."""
    group = _group(sentence, trigger)
    before = [] if group is None else sentence.tokens[max(sentence.start, group.start - 2) : group.head]
    return any(a.low == "not" and b.low in words.word_set("not-only") for a, b in pairwise(before))


def _by_nobody(sentence: Sentence, trigger: Span) -> bool:
    """Whether the verb of an act has nobody for its subject ("no envoys left")."""
    group = _group(sentence, trigger)
    who = subject(sentence, sentence.phrase_at(trigger[0])) if group is not None and group.finite else None
    if group is None or who is None or group.negated:
        return False
    head = sentence.phrases[who.head]
    return wording.nobody(" ".join(token.text for token in sentence.tokens[head.start : head.end]))


def _denies(sentence: Sentence) -> bool:
    """Whether any word of a sentence says that something is not so."""
    stems = tuple(words.word_set("denying-stems"))
    return any(
        token.tag == "G" or token.low in words.word_set("denying-words") or token.low.startswith(stems)
        for token in sentence.tokens[sentence.start : sentence.end]
    )


def _is_open(sentence: Sentence, trigger: Span) -> bool:
    """Whether the sentence leaves it open: "whether it shelled", "neither confirmed nor denied that", a question."""
    tokens = sentence.tokens[sentence.start : sentence.end]
    first = next((token for token in tokens if token.text[0].isalnum()), None)
    if first is not None and first.tag in _AUXILIARY and tokens[-1].text == "?":
        return True
    group = _group(sentence, trigger)
    if group is None or not group.finite or group.modal:
        return False
    before = list(_clause_before(sentence, group))
    if "whether" in before:
        return True
    told = [token.low for token in tokens if token.end <= trigger[0]]
    return "neither" in told and "nor" in told and any(word in told for word in ("denied", "deny", "denies", "denying"))


def _clause_before(sentence: Sentence, group: Phrase) -> Iterator[str]:
    """The words before a verb group, back to the verb before it."""
    for k in range(sentence.phrases.index(group) - 1, -1, -1):
        phrase = sentence.phrases[k]
        if phrase.kind == "VG" and phrase.finite:
            return
        yield from (token.low for token in sentence.tokens[phrase.start : phrase.end])


def _group(sentence: Sentence, trigger: Span) -> Phrase | None:
    k = sentence.phrase_at(trigger[0])
    return sentence.phrases[k] if k < len(sentence.phrases) and sentence.phrases[k].kind == "VG" else None
