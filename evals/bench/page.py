"""docs/bench.md and its plots from docs/bench.json: written by the command, never by hand."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import fill
from typing import Any

from evals import yardsticks
from evals.bench import picture
from evals.bench.cost import CORES, WANTED, WORDS, basis, cost
from evals.bench.stages import KEEPING, READING, STAGES

_MARKS = ("|", "#", "!", "- ")

HEAD = """\
# What it costs

Written by `make bench` (`python -m evals.bench`) from `docs/bench.json`; do not edit it. All texts are invented (our
own labelled reports, cut and put together anew). Machines differ and are shared: of times only ratios within one run
travel. CPU time is that of all cores together.
"""


def write(sections: dict[str, Any], folder: Path) -> None:
    """The page and its plots."""
    parts = [HEAD, f"{sections['machine']}; onrecord {sections['version']}.\n"]
    for name, show in (("stages", _stages), ("length", _length), ("workers", _workers), ("scale", _scale)):
        if rows := sections.get(name):
            parts += show(rows, folder)
    if of := basis(sections.get("scale", []), sections.get("workers", [])):
        parts += _cost(of, sections["scale"])
    (folder / "bench.md").write_text(_set("\n".join(parts)).rstrip() + "\n", "utf-8")


def _set(text: str) -> str:
    """The same with its running text in lines of at most 120 characters; tables, titles and lists as they are."""
    blocks = text.split("\n\n")
    return "\n\n".join(one if one.lstrip().startswith(_MARKS) else _filled(one) for one in blocks)


def _filled(text: str) -> str:
    return fill(text, 120, break_long_words=False, break_on_hyphens=False)


def _stages(rows: Sequence[dict[str, Any]], folder: Path) -> Iterable[str]:
    def paces(row: dict[str, Any], names: Iterable[str]) -> float:
        seconds: float = sum(row["seconds"][name] for name in names)
        return float(row["words"]) / max(seconds, 1e-9)

    table = [["stage", *(f"{row['length']} ({row['words_each']:,} words)" for row in rows), "what it does"]]
    table += [[name, *(f"{paces(row, [name]):,.0f}" for row in rows), does] for name, does in STAGES.items()]
    for title, names in (
        ("**reading in all**", ("intake, text", *READING)),
        ("**reading and keeping**", ("intake, text", *READING, *KEEPING)),
    ):
        table.append([title, *(f"**{paces(row, names):,.0f}**" for row in rows), "from the bytes of a text file"])
    bars = {
        f"{row['length']}, {row['words_each']:,} words": {
            name: 1e6 * row["seconds"][name] / row["words"] for name in STAGES if name != "intake, page"
        }
        for row in rows
    }
    title = "CPU milliseconds for 1,000 words, by stage"
    (folder / "bench-stages.svg").write_text(picture.stacked(title, "ms", bars), "utf-8")
    return [
        "## By stage and by length of report\n",
        f"Words per CPU-second. {_when(rows)} `python -m evals.bench --part stages`\n",
        _table(table),
        "A record of few reports: what linking costs as it grows is below, and in [how it grows](growth.md).\n",
        f"![{title}](bench-stages.svg)\n",
    ]


def _length(rows: Sequence[dict[str, Any]], folder: Path) -> Iterable[str]:
    tools = list(rows[0]["tools"])
    table = [["report", *(f"{tool}, words a CPU-second" for tool in tools), *(f"{tool}, MiB" for tool in tools)]]
    for row in rows:
        found = [row["tools"][tool] for tool in tools]
        table.append(
            [
                f"{row['length']} ({row['words_each']:,} words)",
                *(f"{one['pace']:,}" for one in found),
                *(f"{one['most_mib']:,}" for one in found),
            ]
        )
    bars = {
        f"{row['length']}, {row['words_each']:,} words": {tool: row["tools"][tool]["pace"] for tool in tools}
        for row in rows
    }
    (folder / "bench-pace.svg").write_text(picture.grouped("Words per CPU-second", "words", bars), "utf-8")
    return [
        "## Beside other tools\n",
        "The same texts in the same run, in turns, each in a process of its own with one thread; loading is",
        "left out of the",
        f"time. MiB: the most that was resident. {_when(rows)} `python -m evals.bench --part length`\n",
        _table(table),
        "onrecord finds who says what (direct, indirect, mixed), whom names and pronouns mean, moves, times",
        "and ties. spaCy is",
        "a bare pass of en_core_web_sm, which finds none of these by itself; textacy is its direct quotations",
        "on top of that",
        "pass, by paragraph. Citron (BBC) is in no package registry, so it did not run here (the `citron` that",
        "is there is another program). Measured before, on another machine and other texts:\n",
        f"{yardsticks.SPEED}\n",
        "![Words per CPU-second by length of report](bench-pace.svg)\n",
    ]


def _workers(rows: Sequence[dict[str, Any]], folder: Path) -> Iterable[str]:
    table = [["command", "wall, 1", "wall, 2", "ratio", "CPU, 1", "CPU, 2", "MiB, 1", "MiB, 2", "others"]]
    for row in rows:
        wall, cpu, most = row["wall"], row["cpu"], row["most_mib"]
        table.append(
            [
                f"`onrecord {row['command']}`",
                *(f"{wall[n]:,.1f} s" for n in "12"),
                f"**{row['ratio']:.2f}**",
                *(f"{cpu[n]:,.1f} s" for n in "12"),
                *(f"{most[n]:,}" for n in "12"),
                f"{100 * row['others']:.0f} %",
            ]
        )
    first = rows[0]
    return [
        "## One worker and two\n",
        f"{first['reports']:,} reports of {first['words_each']} words, start-up and everything else included;",
        "the middle of",
        f"{first['rounds']} rounds in turns. *Others*: the share of the machine that other programs took; above",
        "a few per cent the",
        f"ratio means little. {_when(rows)} `python -m evals.bench --part workers`\n",
        _table(table),
    ]


def _scale(rows: Sequence[dict[str, Any]], folder: Path) -> Iterable[str]:
    table = [
        ["reports", "words each", "wall", "reports/s", "CPU a report", "MiB, most", "MiB, settled", "on disk", "others"]
    ]
    rows = sorted(rows, key=lambda row: (row["words_each"], row["reports"]))
    for row in rows:
        table.append(
            [
                f"{row['reports']:,}",
                str(row["words_each"]),
                f"{row['wall']:,.0f} s",
                f"{row['reports'] / row['wall']:,.1f}",
                f"{1000 * row['cpu'] / row['reports']:,.1f} ms",
                f"{row['most_mib']:,}",
                f"{row['settled_mib']:,}",
                f"{row['bytes'] / 1e6:,.0f} MB",
                f"{100 * row['others']:.0f} %",
            ]
        )
    memory = {
        f"{row['reports']:,} of {row['words_each']} words": [
            (100 * seconds / row["wall"], tree) for seconds, _, tree in row["memory"]
        ]
        for row in rows
    }
    title = "Memory of all processes while reports are added"
    (folder / "bench-memory.svg").write_text(picture.lines(title, "per cent of the run", "MiB", memory), "utf-8")
    return [
        "## From 1,000 to 100,000 reports\n",
        "`onrecord add RECORD FOLDER --workers 2`, files of 1,000 reports each, all unlike one another; three",
        "processes. Memory",
        "that they share counts in each. *Settled* is the middle of the second half of the run.",
        f"{_when(rows)} `python -m evals.bench --part scale`\n",
        _table(table),
        f"![{title}](bench-memory.svg)\n",
    ]


def _cost(of: Any, scale: Sequence[dict[str, Any]]) -> Iterable[str]:
    table = [
        ["reports", "CPU hours, reading", "CPU hours, keeping", *(f"hours on {n} cores" for n in CORES), "on disk"]
    ]
    for wanted in WANTED:
        one = cost(of, wanted)
        hours = (f"{one.wall[n]:,.0f}" for n in CORES)
        table.append([f"{wanted:,}", f"{one.reading:,.0f}", f"{one.keeping:,.0f}", *hours, f"{one.disk / 1e9:,.0f} GB"])
    lengths = sorted({row["words_each"] for row in scale})
    largest = max(row["reports"] for row in scale)
    return [
        "## What a million and a hundred million reports would cost\n",
        f"Reckoned from the figures above for reports of {WORDS} words; nobody has read as many. Assumed:\n",
        f"- CPU time and bytes of a report are so much for each word and so much for itself: from {of.at:,} reports of",
        f"  {lengths[0]} and of {lengths[-1]} words, {1000 * of.second_a_word:.3f} ms and {of.bytes_a_word:.0f}",
        "  bytes a word,",
        f"  {1000 * of.second_a_report:.1f} ms and {of.bytes_a_report:,.0f} bytes a report.",
        "- *Reading* is what grows with the words. *Keeping* is what is left: rows, links, index; also opening",
        "  and taking apart",
        f"  files. It grows with every tenfold of the record by as much as from {of.at:,} to {largest:,} reports:",
        f"  {1000 * of.growth:.1f} ms a report.",
        f"- Work spreads over cores as it does over two ({100 * of.efficiency:.0f} %), but one process keeps:",
        "  where that is the longer,",
        "  it is the time it takes. More cores than that needs do not help one record; several records (by",
        "  year, by outlet) do.",
        "- Pages instead of text, longer reports, PDF and so on cost more: see the stages above.\n",
        _table(table),
    ]


def _when(rows: Sequence[dict[str, Any]]) -> str:
    days = sorted({row["measured"] for row in rows})
    return f"Measured {' and '.join(dict.fromkeys((days[0], days[-1])))}:"


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    marks = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *body)) + "\n"
