"""Where an act took place: the phrase with "in" or "at" and a place known by name, or written like a name."""

from onrecord.document.document import Span
from onrecord.document.spans import meets
from onrecord.reading import gazetteer
from onrecord.reading.marks import PlaceMark
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_right import Right

_PREPOSITIONS = frozenset(("in", "at", "near", "outside"))


def find(frames: Frames, right: Right, taken: tuple[Span, ...]) -> PlaceMark | None:
    """The first place to the right of a verb that is not among the spans of the parties."""
    for word, group in right.preps:
        if word not in _PREPOSITIONS:
            continue
        for k in group:
            found = _place(frames, k)
            if found is not None and not meets(found.span, taken):
                return found
    return None


def _place(frames: Frames, k: int) -> PlaceMark | None:
    phrase, tokens = frames.phrases[k], frames.tokens
    if phrase.kind != "NP" or tokens[phrase.head].tag != "NN":
        return None
    first = phrase.head
    while first > phrase.start and tokens[first - 1].tag == "NN":
        first -= 1
    words = tokens[first : phrase.head + 1]
    name = " ".join(t.low for t in words)
    listed = gazetteer.country(name) is not None or gazetteer.known_place(name) is not None
    body = gazetteer.body(words[-1].low)
    if not listed and (gazetteer.organisation(name) is not None or (body is not None and body.kind != "place")):
        return None
    if gazetteer.given_name(words[0].low) is not None and len(words) > 1 and not listed:
        return None
    return PlaceMark((words[0].start, words[-1].end), " ".join(t.text for t in words))


def named(span: Span, words: str) -> PlaceMark:
    """A place by its words as written: its name is what is written like one in them."""
    kept = words.split()
    while len(kept) > 1 and kept[0][:1].islower():
        kept.pop(0)
    name = " ".join(kept) if kept and kept[0][:1].isupper() else words
    return PlaceMark(span, name)
