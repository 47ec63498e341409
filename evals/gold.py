"""Our labelled reports: evals/reports/NN-slug.txt with labels in NN-slug.json, resolved to spans and checked.

A label quotes the words it means; here each quoted string becomes [start, end) in Unicode code points. A string must
occur once; a longer unique context may mark the part meant with ⟦ ⟧. Sources and cues that occur more than once mean
the occurrence nearest to the statement's first fragment of content; a plain mention means all its occurrences.

    python -m evals.gold OUT.jsonl [NN ...]      writes all reports (or those numbered NN) as JSON Lines
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from evals.labels import (
    ACTOR_KINDS,
    LAYERS,
    MOVE_TYPES,
    NOISE_KINDS,
    PRECISIONS,
    STATEMENT_KINDS,
    STATUSES,
    Actor,
    Labels,
    Move,
    Noise,
    Said,
    Statement,
)
from evals.layers import chain_of, layer_faults
from evals.quotation import Span, quotation_kind, quoted_regions
from onrecord.document.spans import meets, within

REPORTS = Path(__file__).parent / "reports"


class GoldError(Exception):
    """Labels that cannot be used: one line for each fault, naming file, entry and string."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def reports(folder: Path = REPORTS) -> Iterator[dict[str, Any]]:
    """Yield every labelled report of a folder, in order of name, as a line of a gold file; GoldError at a fault."""
    for path in sorted(folder.glob("*.json")):
        yield read_report(path)


def read_report(labels_path: Path) -> dict[str, Any]:
    """Read one NN-slug.json with its text, resolve and check its labels; GoldError lists all faults."""
    try:
        text = labels_path.with_suffix(".txt").read_bytes().decode("utf-8")
        labels = msgspec.json.decode(labels_path.read_bytes(), type=Labels)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as fault:
        raise GoldError([f"{labels_path.name}: {fault}"]) from fault
    resolver = _Resolver(labels_path.name, text)
    if labels.id != labels_path.stem:
        resolver.fault("id", f"{labels.id!r} is not the file's name")
    attributions = resolver.attributions(labels.statements)
    moves = resolver.moves(labels.moves)
    noise = resolver.noise(labels.noise)
    actors = resolver.actors(labels.actors)
    if not resolver.faults:
        for where, what in layer_faults(text, resolver.regions, attributions, moves):
            resolver.fault(where, what)
        _check_names(resolver, labels)
    if resolver.faults:
        raise GoldError(resolver.faults)
    return {
        "id": labels.id,
        "text": text,
        "title": labels.title,
        "date": labels.published,
        "publisher": labels.publisher,
        "style": labels.style,
        "attributions": attributions,
        "moves": moves,
        "noise": noise,
        "actors": actors,
    }


class _Resolver:
    """Turns the quoted strings of one report into spans and collects what is wrong with them."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.regions = quoted_regions(text)
        self.faults: list[str] = []

    def fault(self, where: str, what: str) -> None:
        self.faults.append(f"{self.file}: {where}: {what}")

    def vocabulary(self, where: str, value: str, allowed: frozenset[str]) -> None:
        if value not in allowed:
            self.fault(where, f"{value!r} is none of {', '.join(sorted(allowed))}")

    def once(self, where: str, quoted: str) -> Span:
        """The one place of a string, or of its part in ⟦ ⟧."""
        before, opened, rest = quoted.partition("⟦")
        part, closed, after = rest.partition("⟧")
        if bool(opened) != bool(closed):
            self.fault(where, f"⟦ without ⟧ in {quoted!r}")
            return (0, 0)
        whole, lead = (before + part + after, len(before)) if opened else (quoted, 0)
        found = _occurrences(self.text, whole)
        if len(found) != 1:
            problem = (
                f"occurs {len(found)} times; mark the one meant in a longer context ⟦ ⟧" if found else "not in the text"
            )
            self.fault(where, f"{quoted!r} {problem}")
            return (0, 0)
        start = found[0] + lead
        return (start, start + len(part if opened else quoted))

    def nearest(self, where: str, quoted: str, content: list[Span]) -> Span:
        """The place of a source or cue: the occurrence outside the content that is nearest to its first fragment."""
        if "⟦" in quoted:
            return self.once(where, quoted)
        places = [(at, at + len(quoted)) for at in _occurrences(self.text, quoted)]
        places = [p for p in places if _whole_words(self.text, p)] or places
        places = [p for p in places if not meets(p, content)]
        if not places:
            self.fault(where, f"{quoted!r} not in the text outside the content")
            return (0, 0)
        first = content[0]
        return min(places, key=lambda p: max(first[0] - p[1], p[0] - first[1]))

    def attributions(self, statements: list[Statement]) -> list[dict[str, Any]]:
        resolved: list[dict[str, Any]] = []
        for index, s in enumerate(statements):
            where = f"statement {index}"
            if not s.content:
                self.fault(where, "no content")
                continue
            content = [self.once(f"{where} content", c) for c in s.content]
            self.vocabulary(f"{where} kind", s.kind, STATEMENT_KINDS)
            marks = quotation_kind(self.text, content, self.regions)
            if s.kind != marks and all(a < b for a, b in content):
                self.fault(
                    f"{where} kind", f"{s.kind} by the label, {marks} by the quotation marks of {s.content[0][:50]!r}"
                )
            resolved.append(
                {
                    "source": self._parts(f"{where} source", s.source, content),
                    "cue": self._parts(f"{where} cue", s.cue, content),
                    "content": content,
                    "actor": s.actor,
                    "kind": s.kind,
                    "within": s.within,
                    "addressee": s.addressee,
                    "channel": s.channel,
                    "said": self._said(f"{where} said", s.said, content),
                }
                | ({"optional": True} if s.optional else {})
            )
        if not self.faults:
            self._check_nesting(resolved)
        return resolved

    def _parts(self, where: str, quoted: str | list[str], content: list[Span]) -> list[Span]:
        parts = [quoted] if isinstance(quoted, str) else quoted
        return [self.nearest(where, part, content) for part in parts if part]

    def _said(self, where: str, said: Said | None, content: list[Span]) -> dict[str, Any] | None:
        if said is None:
            return None
        self.vocabulary(where, said.precision, PRECISIONS)
        return {"value": said.value, "precision": said.precision, "span": self.nearest(where, said.text, content)}

    def _check_nesting(self, resolved: list[dict[str, Any]]) -> None:
        for index, inner in enumerate(resolved):
            chain = chain_of(resolved, index)
            if chain is None:
                self.fault(f"statement {index} within", f"{inner['within']} leads to no statement, or in a circle")
                continue
            for other, outer in enumerate(resolved):
                held = all(within(c, outer["content"]) for c in inner["content"])
                if other in chain[1:] and not held:
                    self.fault(f"statement {index} within", f"content is not inside that of statement {other}")
                if other not in chain and held and inner["content"] != outer["content"]:
                    self.fault(f"statement {index} within", f"content lies inside that of statement {other}: nest it")

    def moves(self, moves: list[Move]) -> list[dict[str, Any]]:
        resolved: list[dict[str, Any]] = []
        for index, m in enumerate(moves):
            where = f"move {index} {m.type}"
            self.vocabulary(f"{where} type", m.type, MOVE_TYPES)
            self.vocabulary(f"{where} status", m.status, STATUSES)
            self.vocabulary(f"{where} layer", m.layer, LAYERS)
            trigger = self.once(f"{where} trigger", m.trigger)
            if len(m.trigger.partition("⟦")[0]) == 0 and trigger[1] - trigger[0] > 80:
                self.fault(f"{where} trigger", "longer than 80 characters")
            resolved.append({**msgspec.to_builtins(m), "trigger": trigger})
            if not m.optional:
                del resolved[-1]["optional"]
        return resolved

    def noise(self, noise: list[Noise]) -> list[dict[str, Any]]:
        for index, n in enumerate(noise):
            self.vocabulary(f"noise {index}", n.why, NOISE_KINDS)
        return [{"span": self.once(f"noise {index}", n.text), "why": n.why} for index, n in enumerate(noise)]

    def actors(self, actors: list[Actor]) -> list[dict[str, Any]]:
        for a in actors:
            self.vocabulary(f"actor {a.name!r}", a.kind, ACTOR_KINDS)
        marked = [[self.once(f"actor {a.name!r}", m) for m in a.mentions if "⟦" in m] for a in actors]
        plain = [
            [p for m in a.mentions if "⟦" not in m for p in self._all_places(f"actor {a.name!r}", m)] for a in actors
        ]
        single = {p for places in marked for p in places}
        listed = single.union(*plain) if plain else single
        resolved: list[dict[str, Any]] = []
        owner: dict[Span, str] = {}
        for a, alone, everywhere in zip(actors, marked, plain, strict=True):
            kept = [p for p in everywhere if p not in single and not within(p, listed - {p})]
            mentions = sorted(set(alone) | set(kept))
            for p in mentions:
                if p in owner:
                    self.fault(
                        f"actor {a.name!r}", f"mention {self.text[p[0] : p[1]]!r} at {p[0]} is also {owner[p]!r}'s"
                    )
                owner[p] = a.name
            if not mentions:
                self.fault(f"actor {a.name!r}", "no mention left")
            resolved.append({"name": a.name, "kind": a.kind, "mentions": mentions})
        return resolved

    def _all_places(self, where: str, quoted: str) -> list[Span]:
        places = [(at, at + len(quoted)) for at in _occurrences(self.text, quoted)]
        places = [p for p in places if _whole_words(self.text, p)]
        if not places:
            self.fault(where, f"mention {quoted!r} is not in the text as whole words")
        return places


def _check_names(resolver: _Resolver, labels: Labels) -> None:
    known = {a.name for a in labels.actors}
    if len(known) != len(labels.actors):
        resolver.fault("actors", "two actors of one name")
    for index, s in enumerate(labels.statements):
        if s.actor is not None and s.actor not in known:
            resolver.fault(f"statement {index} actor", f"{s.actor!r} is not among the report's actors")
    for index, m in enumerate(labels.moves):
        for name in m.by:
            if name not in known:
                resolver.fault(f"move {index} {m.type} by", f"{name!r} is not among the report's actors")


def _occurrences(text: str, part: str) -> list[int]:
    places = []
    at = text.find(part) if part else -1
    while at >= 0:
        places.append(at)
        at = text.find(part, at + 1)
    return places


def _whole_words(text: str, span: Span) -> bool:
    start, end = span
    joined_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    return not joined_before and not (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())


def main(arguments: list[str]) -> int:
    """Write the reports to a file as JSON Lines, or print every fault and write nothing; the exit status says which."""
    if not arguments:
        print("usage: python -m evals.gold OUT.jsonl [NN ...]", file=sys.stderr)
        return 2
    numbers = frozenset(arguments[1:])
    lines: list[str] = []
    faults: list[str] = []
    for path in sorted(REPORTS.glob("*.json")):
        if numbers and path.name.partition("-")[0] not in numbers:
            continue
        try:
            lines.append(json.dumps(read_report(path), ensure_ascii=False))
        except GoldError as error:
            faults.extend(error.faults)
    if faults:
        print(*faults, f"{len(faults)} faults; nothing written", sep="\n", file=sys.stderr)
        return 1
    Path(arguments[0]).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} reports written to {arguments[0]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
