"""Demands by what is said: "the guild must pay", in somebody else's mouth, asks it of the guild."""

from onrecord.reading.move_frame import Frames
from onrecord.reading.noun_groups import SETS


def demanded(frames: Frames, verb: int) -> list[int]:
    """The noun phrases that name who is told to do what the verb group at `verb` says; none where it is no demand."""
    phrase, tokens = frames.phrases[verb], frames.tokens
    if phrase.modal not in SETS["must"] or phrase.passive or phrase.lemma in SETS["states"]:
        return []
    subjects = frames.subjects(verb)
    if not subjects or tokens[frames.phrases[subjects[0]].head].low in SETS["not-told"]:
        return []
    return subjects
