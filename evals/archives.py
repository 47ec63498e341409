"""What it takes to read a web archive: CPU time by stage, and the most memory held, at two sizes.

    python -m evals.archives [--pages N] [--write]

Makes a .warc.gz of N invented pages (by default 2,000; each of some 20 KB with menus and links, as news pages have
them) and one of a quarter of that, and goes through each in processes of their own: unpacking alone, then the article
taken out of each page, then (at the smaller size) the whole reading. `--write` puts the table into docs/intake.md.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.packed import http, page, record

DOC = Path(__file__).parents[1] / "docs" / "intake.md"
MARKS = ("<!-- archives -->", "<!-- end -->")

STAGES = (("unpacked", "unpacked"), ("taken", "and articles taken out"), ("read", "and read"))
"""The last, which takes by far the most, is measured at the smaller size alone."""

STAGE = """
import json, resource, sys, time
from onrecord.flow.options import ReadOptions
from onrecord.flow.one import compose_all, filing
from onrecord.reading.reader import default_reader
from onrecord.source.files import Delivery, deliver
stage, path = sys.argv[1:]
default_reader()
options = ReadOptions()
list(compose_all(Delivery("x", b"<html><body><p>The envoys met in Karvell at noon, officials said.</p>"), options))
list(deliver([path + ".none"]))
start, count = time.process_time(), 0
for item in deliver([path]):
    if not isinstance(item, Delivery):
        continue
    count += 1
    if stage == "unpacked":
        continue
    for document in compose_all(item, options):
        if stage == "read":
            filing(document)
print(json.dumps({"pages": count, "seconds": time.process_time() - start,
                  "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def make(path: Path, pages: int) -> None:
    """Write a .warc.gz of so many pages, each record compressed by itself."""
    links = "".join(
        f'<li><a href="/story/{n}">Story {n} of the section, and what it is about</a></li>' for n in range(250)
    )
    head, _, tail = page(0).partition(b"<article>")
    with path.open("wb") as out:
        for number in range(pages):
            article = page(number).partition(b"<article>")[2].partition(b"</article>")[0]
            body = head + links.encode() + b"<article>" + article + tail[tail.index(b"</article>") :]
            address = f"https://gazette.example/day/{number}"
            made = record("response", address, http(gzip.compress(body), "Content-Encoding: gzip"))
            out.write(gzip.compress(record("request", address, b"GET / HTTP/1.1\r\n\r\n")) + gzip.compress(made))


def measure(path: Path, stage: str) -> dict[str, float]:
    """Pages, CPU seconds and peak memory (MiB) of one pass up to a stage."""
    done = subprocess.run([sys.executable, "-c", STAGE, stage, str(path)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def table(pages: int) -> str:
    """The figures as a table in Markdown."""
    lines = ["| | CPU ms a page | pages a CPU-second | most memory, MiB |", "|---|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as folder:
        for count in (pages // 4, pages):
            path = Path(folder) / f"{count}.warc.gz"
            make(path, count)
            size = path.stat().st_size / 1e6
            for stage, said in STAGES if count < pages else STAGES[:2]:
                found = measure(path, stage)
                if found["pages"] != count:
                    raise SystemExit(f"{found['pages']} of {count} pages came out")
                each = 1000 * found["seconds"] / count
                name = f"{count:,} pages ({size:.1f} MB): {said}"
                lines.append(f"| {name} | {each:.2f} | {1000 / each:,.0f} | {found['peak']:.0f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and with --write put the table into the docs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    made = table(given.pages)
    print(made)
    if given.write:
        text = DOC.read_text(encoding="utf-8")
        block = re.compile(f"{re.escape(MARKS[0])}.*?{re.escape(MARKS[1])}", re.DOTALL)
        DOC.write_text(block.sub(lambda _: f"{MARKS[0]}\n{made}\n{MARKS[1]}", text, count=1), encoding="utf-8")


if __name__ == "__main__":
    main()
