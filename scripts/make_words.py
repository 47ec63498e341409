#!/usr/bin/env python3
"""Writes src/onrecord/reading/languages/en/words.tsv from WordNet 3.0 (Debian: wordnet-base).

    python3 scripts/make_words.py /usr/share/wordnet

One row a word that WordNet knows: its lemma, how verb-like it is in SemCor's sense counts (0 to 9, `-` for
no verb), its commonest noun class (p person, g group, l place, n other, `-` for no noun), and a or r when it is also an
adjective or adverb. Irregular verb forms follow. Standard library only.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

HEAD = """\
# Words of English: lemma, verb share (0-9 or -), noun class (p person, g group, l place, n other, -), other (a r), then
# irregular verb forms.
# Made by scripts/make_words.py from WordNet 3.0, (c) 2006 Princeton University; see NOTICE.
"""
PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
NOUN_CLASS = {18: "p", 14: "g", 15: "l"}


def counts(folder: Path) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """Tag counts by word and part of speech, and the commonest noun class of each word."""
    tagged: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    best: dict[str, tuple[int, str]] = {}
    for line in (folder / "cntlist.rev").read_text().splitlines():
        key, _, count = line.split()
        lemma, rest = key.split("%")
        kind, lexical = int(rest[0]), int(rest.split(":")[1])
        pos = {1: "n", 2: "v", 3: "a", 4: "r", 5: "a"}[kind]
        tagged[lemma][pos] += int(count)
        if pos == "n" and int(count) > best.get(lemma, (0, ""))[0]:
            best[lemma] = (int(count), NOUN_CLASS.get(lexical, "n"))
    return tagged, {lemma: cls for lemma, (_, cls) in best.items()}


def first_noun_class(folder: Path) -> dict[str, str]:
    """Class of the first noun sense, for nouns that SemCor never tags."""
    lexical: dict[str, int] = {}
    for line in (folder / "data.noun").read_text().splitlines():
        if not line.startswith("  "):
            offset, number = line.split()[:2]
            lexical[offset] = int(number)
    out = {}
    for line in (folder / "index.noun").read_text().splitlines():
        if not line.startswith("  "):
            parts = line.split()
            out[parts[0]] = NOUN_CLASS.get(lexical[parts[-int(parts[2])]], "n")
    return out


def lemmas(folder: Path, pos: str) -> set[str]:
    """All plain lower-case lemmas of one part of speech."""
    lines = (folder / f"index.{pos}").read_text().splitlines()
    return {w for w in (line.split()[0] for line in lines if not line.startswith("  ")) if PLAIN.fullmatch(w)}


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1])
    tagged, noun_class = counts(folder)
    fallback = first_noun_class(folder)
    pos = {p: lemmas(folder, name) for p, name in {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}.items()}
    irregular: dict[str, list[str]] = defaultdict(list)
    for line in (folder / "verb.exc").read_text().splitlines():
        form, lemma = line.split()[:2]
        if PLAIN.fullmatch(form):
            irregular[lemma].append(form)
    rows = []
    for word in sorted(set().union(*pos.values())):
        seen = tagged.get(word, {})
        total = sum(seen.values())
        verb = "-"
        if word in pos["v"]:
            others = word in pos["n"] or word in pos["a"]
            verb = str(round(9 * seen.get("v", 0) / total)) if total else ("1" if others else "9")
        noun = "-"
        if word in pos["n"]:
            noun = noun_class.get(word, fallback.get(word, "n"))
        if not total and noun in "n-" and verb in "-" and (word in pos["n"]):
            continue
        if not total and noun == "-" and verb == "-":
            continue
        other = "".join(p for p in "ar" if word in pos[p])
        rows.append("\t".join([word, verb, noun, other or "-", " ".join(irregular.get(word, []))]).rstrip())
    target = Path(__file__).parents[1] / "src/onrecord/reading/languages/en/words.tsv"
    target.write_text(HEAD + "\n".join(rows) + "\n")
    print(len(rows), "words", target.stat().st_size, "bytes")  # noqa: T201  # a script's own report


if __name__ == "__main__":
    main()
