"""Our own training reports (own/*.txt, marked as own/GUIDE.md says): text, statements and mentions with offsets.

python -m training.own [FILE ...]      checks the files and counts what they hold
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "own"
ROLES = {"s": "source", "q": "cue", "c": "content", "t": "addressee", "h": "channel"}
KINDS = {"p": "person", "o": "organization", "g": "group", "l": "place", "x": "other"}
_MARK = re.compile(r"\{([sqcth])(\d+(?:,\d+)*) |<([pogxl])(\d+) |[}>]")
_HEAD = re.compile(r"^=== *([^|\n]+?) *\| *([^\n]+?) *$", re.MULTILINE)


class OwnError(Exception):
    """Marks that cannot be read: one line for each fault."""


@dataclass
class Report:
    """One report: its bare text, statements by number (role to spans), mentions (kind, actor, span)."""

    name: str
    style: str
    text: str
    statements: dict[int, dict[str, list[list[int]]]] = field(default_factory=dict)
    mentions: list[dict[str, Any]] = field(default_factory=list)

    def line(self) -> dict[str, Any]:
        """The report as a line of the corpora's format."""
        attributions = [
            {role: spans.get(role, []) for role in ROLES.values()} for _, spans in sorted(self.statements.items())
        ]
        return {"id": self.name, "text": self.text, "attributions": attributions, "mentions": self.mentions}


def read_report(name: str, style: str, marked: str) -> Report:
    """A marked report without its marks; OwnError where they do not nest or a statement has no content.

    >>> read_report("a", "wire", "{s1 <p1 Orr>} {q1 said} {c1 no}.").statements
    {1: {'source': [[0, 3]], 'cue': [[4, 8]], 'content': [[9, 11]]}}
    """
    report, faults = Report(name, style, ""), []
    stack: list[tuple[re.Match[str], int]] = []
    at = 0
    for mark in _MARK.finditer(marked):
        report.text += marked[at : mark.start()]
        at = mark.end()
        if len(mark.group()) > 1:
            stack.append((mark, len(report.text)))
            continue
        closes = "{" if mark.group() == "}" else "<"
        if not stack or not stack[-1][0].group().startswith(closes):
            faults.append(f"{name}: a {mark.group()} closes nothing, after {marked[max(0, at - 50) : at]!r}")
            continue
        opened, start = stack.pop()
        end = len(report.text)
        while start < end and report.text[start].isspace():
            start += 1
        while end > start and report.text[end - 1].isspace():
            end -= 1
        if start == end:
            faults.append(f"{name}: nothing inside {opened.group()!r}, before {marked[at : at + 40]!r}")
        elif opened.group(1):
            for number in opened.group(2).split(","):
                spans = report.statements.setdefault(int(number), {})
                spans.setdefault(ROLES[opened.group(1)], []).append([start, end])
        else:
            kind = KINDS[opened.group(3)]
            report.mentions.append({"start": start, "end": end, "type": kind, "cluster": int(opened.group(4))})
    report.text += marked[at:]
    faults += [f"{name}: {opened.group()!r} is never closed" for opened, _ in stack]
    faults += [f"{name}: {sign!r} left in the text" for sign in "{}<>" if sign in report.text]
    for number, spans in report.statements.items():
        if not spans.get("content"):
            faults.append(f"{name}: statement {number} has no content")
        for role in ("source", "cue", "content"):
            spans.setdefault(role, [])
            spans[role].sort()
        if not spans["source"] and not spans["cue"] and len(spans["content"]) > 3:
            faults.append(f"{name}: statement {number} has neither source nor cue and many contents")
    kinds: dict[int, str] = {}
    for mention in report.mentions:
        if kinds.setdefault(mention["cluster"], mention["type"]) != mention["type"]:
            words = report.text[mention["start"] : mention["end"]]
            faults.append(
                f"{name}: actor {mention['cluster']} is {kinds[mention['cluster']]} and {mention['type']} ({words!r})"
            )
    report.mentions.sort(key=lambda mention: (mention["start"], -mention["end"]))
    if faults:
        raise OwnError("\n".join(faults))
    return report


def split(text: str) -> Iterator[tuple[str, str, str]]:
    """Name, style and marked text of each report of a file."""
    heads = list(_HEAD.finditer(text))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        yield head.group(1), head.group(2), text[head.end() : after.start() if after else None].strip()


def read_all(files: list[Path] | None = None) -> Iterator[Report]:
    """All reports in order of file and place; OwnError at the first that cannot be read."""
    for path in files or sorted(FOLDER.glob("*.txt")):
        for name, style, marked in split(path.read_text(encoding="utf-8")):
            yield read_report(name, style, marked)


def main() -> int:
    """Check files; print faults, or what they hold."""
    faults = 0
    for path in [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.txt")):
        count = dict.fromkeys(("reports", "words", "statements", "mentions", "nested"), 0)
        for name, style, marked in split(path.read_text(encoding="utf-8")):
            try:
                report = read_report(name, style, marked)
            except OwnError as error:
                faults += 1
                print(error)  # noqa: T201
                continue
            contents = [(n, span) for n, spans in report.statements.items() for span in spans["content"]]
            nested = {
                n
                for n, spans in report.statements.items()
                for m, (start, end) in contents
                if m != n and spans["content"] and start <= spans["content"][0][0] and spans["content"][-1][1] <= end
            }
            for what, number in (
                ("reports", 1),
                ("words", len(report.text.split())),
                ("statements", len(report.statements)),
                ("mentions", len(report.mentions)),
                ("nested", len(nested)),
            ):
                count[what] += number
        print(path.name, count)  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
