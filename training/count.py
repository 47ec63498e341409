"""Count how often each word is part of an act, and of which type, in what the model learns acts from.

    python -m training.count [--data DIR]       writes src/onrecord/reading/languages/en/act_words.tsv

From the train part of moves/, also of its labels on the texts of others, and the reports of own/. Names, and words that
stand at fewer than `LEAST` places and are no part of an act, are left out. The counts help to judge what the model
finds (`reading/act_words.py`).
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.document.compose import Known, compose
from onrecord.document.document import Span
from onrecord.reading import act_words, parse, words
from training import elsewhere, moves, own

LEAST = 5
HEAD = """\
# Words and how often they are part of an act: word with its place (V: heads a verb group, N: a noun phrase, M: before
# the head of one, O: neither), places, and by PLOVER type the places where it belongs to an act. `*` is every word.
# Written by `python -m training.count` from our own sentences and reports (CC0) and from excerpts of others' texts that
# we marked; do not edit.
"""


def labelled(data: Path) -> Iterator[tuple[str, list[moves.Labelled]]]:
    """Texts with their acts; the texts of others from a folder."""
    for item in moves.part("train"):
        yield item.text, list(item.moves.values())
    of_reports = moves.of_reports()
    for report in own.read_all():
        yield report.text, of_reports[report.name]
    for record in elsewhere.records(data, "train"):
        yield record["text"], list(record["moves"])


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description="Count how often words are part of an act.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    data = parser.parse_args().data
    places: Counter[str] = Counter()
    common: set[str] = set()  # names are left out
    acts: dict[str, Counter[str]] = defaultdict(Counter)
    for text, found in labelled(data):
        document = compose(text, Known())
        if document.text != text:
            continue  # its acts have other offsets
        triggers = [(span, act.type) for act in found for span in act.spans["trigger"]]
        for sentence in (sentence for paragraph in parse.parse(document) for sentence in paragraph.sentences):
            for token in sentence.tokens[sentence.start : sentence.end]:
                place: Span = (token.start, token.end)
                for word in act_words.of(sentence, place):
                    if token.text[0].islower():
                        common.add(word)
                    kind = next((t for span, t in triggers if span[0] < place[1] and place[0] < span[1]), None)
                    for name in (word, "*"):
                        places[name] += 1
                        acts[name].update([kind] if kind else [])
    common.add("*")
    lines = [
        f"{word}\t{places[word]}\t{' '.join(f'{kind}:{n}' for kind, n in sorted(acts[word].items()))}\n"
        for word in sorted(places)
        if word in common and (acts[word] or places[word] >= LEAST) and not any(sign.isdigit() for sign in word)
    ]
    (words.LANGUAGE / "act_words.tsv").write_text(HEAD + "".join(lines), encoding="utf-8")  # type: ignore[attr-defined]  # a folder here
    print(f"{len(lines)} words, {places['*']} places")  # noqa: T201


if __name__ == "__main__":
    main()
