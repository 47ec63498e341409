#!/usr/bin/env python3
"""Writes the README's example and figures from what the program gives now; with --check only says if they are old."""

import json
import subprocess
import sys
from pathlib import Path

from written_page import keep

HERE = Path(__file__).parents[1]
README = HERE / "README.md"
EXAMPLE = "docs/example.txt"


def example_output() -> str:
    """What `onrecord read` prints for the example off a terminal."""
    command = [sys.executable, "-m", "onrecord", "read", EXAMPLE]
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=True, encoding="utf-8")
    return f"$ onrecord read {EXAMPLE}\n{done.stdout.strip()}"


def figures() -> str:
    """The main figures of docs/quality.json as a table, or nothing when they were never measured."""
    path = HERE / "docs/quality.json"
    if not path.exists():
        return ""
    sections = json.loads(path.read_text(encoding="utf-8"))
    rows = ["| measured with this version, on development sets | onrecord | |", "|---|---|---|"]
    for name, measure, part, label, unit in ROWS:
        section = sections.get(name)
        value = _value(section, measure, part) if section else None
        if value is not None:
            rows.append(f"| {label} | {value * 100:.1f} | {unit} |")
    speed = (sections.get("speed") or {}).get("speed")
    if speed:
        pace = speed["words"] / speed["cpu_seconds"]
        rows.append(f"| words per CPU-second, one process | {pace:,.0f} | PolNeAR dev |")
        rows.append(f"| seconds to the first result, cold | {speed['first_wall_seconds']:.2f} | one short report |")
    return "\n".join(rows)


ROWS = (
    (
        "polnear",
        "attribution",
        "all",
        "statements with their source, F1",
        "PolNeAR dev (two people, on its test: 74.9)",
    ),
    ("polnear", "attribution", "direct", "the same, direct ones", "PolNeAR dev"),
    ("wikinews", "attribution", "all", "statements with their source, F1", "19 Wikinews reports (Citron: 52.6)"),
    ("gap", "names", "all", "which of two names a pronoun means, F1", "GAP validation"),
    ("gum", "pronouns", "all", "pronouns of people resolved rightly", "GUM dev"),
    ("plover", "type", "all", "type of move, micro F1", "PLOVER sentences, dev half"),
    ("wikinews", "moves", "all", "moves in whole reports, F1", "19 Wikinews reports"),
)


def _value(section: dict, name: str, part: str) -> float | None:
    for evaluation in section["evaluations"]:
        for measure in evaluation["measures"]:
            if (measure["name"], measure["part"]) == (name, part):
                return float(measure["value"])
    return None


def refreshed(text: str) -> str:
    """The README with its generated parts made anew."""
    example = (HERE / EXAMPLE).read_text(encoding="utf-8").strip()
    text = _put(text, "example input", f"```text\n{example}\n```")
    text = _put(text, "example output", f"```console\n{example_output()}\n```")
    return _put(text, "figures", figures())


def _put(text: str, name: str, body: str) -> str:
    opening, closing = f"<!-- {name} -->\n", "<!-- end -->"
    start = text.index(opening) + len(opening)
    end = text.index(closing, start)
    return text[:start] + (f"{body}\n" if body else "") + text[end:]


if __name__ == "__main__":
    raise SystemExit(keep(README, refreshed(README.read_text("utf-8"))))
