"""The words of a move: its trigger, and what it is about."""

from onrecord.document.document import Span
from onrecord.document.spans import meets
from onrecord.reading.move_frame import Frames
from onrecord.reading.move_match import Match
from onrecord.reading.parties import Parties

LONGEST = 80
"""Characters that a trigger may span."""


def trigger(frames: Frames, match: Match, announced: bool = False) -> Span:
    """The words of the act: the verb, its particles, and the object or infinitive that its row asks for."""
    tokens = frames.tokens
    phrase = frames.phrases[match.verb]
    first = phrase.head
    for i in range(phrase.start, phrase.head):
        if tokens[i].tag == "G" or (announced and tokens[i].tag == "X"):
            first = i
            break
    last = phrase.head
    if len(match.row.words) > 1 and match.start > match.verb + 1:
        last = max(last, frames.phrases[match.start - 1].end - 1)
    for condition in match.row.conditions:
        end = None
        if condition.place == "inf" and match.right.inf is not None:
            end = frames.phrases[match.right.inf].end - 1
        elif condition.place == "obj" and condition.words and not condition.who and not match.passive:
            end = next(
                (frames.phrases[j].head for g in match.right.objects for j in g if frames.heads(j) & condition.words),
                None,
            )
        elif condition.place == "adj":
            end = min(phrase.end, frames.sentence.end - 1) if not phrase.passive else None
        elif condition.is_preposition and condition.words and not condition.who:
            end = next((frames.phrases[j].end - 1 for j in match.right.after(condition.place)), None)
        if end is not None and tokens[end].end - tokens[first].start <= LONGEST:
            last = max(last, end)
    return tokens[first].start, tokens[last].end


def about(frames: Frames, parties: Parties, match: Match | None, future: bool, known: list[Span]) -> tuple[Span, ...]:
    """What is demanded, offered, refused: the object or the complement of the verb.

    `known` are the parties. Of an act about the future a person may be the object too: "would not hand over Ondal".
    """
    if match is None:
        return ()
    sentence, right = frames.sentence, match.right
    if right.inf is not None and future:
        last = max(right.inf, (frames.right(right.inf + 1).end or right.inf + 1) - 1)
        return (sentence.text_span(right.inf, min(last, len(sentence.phrases) - 1)),)
    things = [k for group in right.objects for k in group if not parties.can_act(k) and _names_thing(frames, k)]
    if future and not things:
        objects = [sentence.text_span(k, frames.last_of(k)) for group in right.objects for k in group]
        return tuple(span for span in objects if not meets(span, known))
    return tuple(sentence.text_span(k, frames.last_of(k)) for k in things[:2])


def _names_thing(frames: Frames, k: int) -> bool:
    return frames.tokens[frames.phrases[k].head].tag in ("N", "NN")
