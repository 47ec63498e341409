#!/usr/bin/env python3
"""Runs the examples of the pages under docs/ and writes what they print; with --check says where that is old.

In a page's blocks of the kind `console`, each line that begins with `$ ` is run by bash, in order, in one empty folder
a page (with the demo's reports under `talks/` and a record of them, `talks.duckdb`); the lines below it are what it
prints, errors included. Blocks of the kind `python` that use these names are run by tests/test_pages.py.

    python scripts/refresh_pages.py [--check] [PAGE...]
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECONDS = 120


def made(folder: Path) -> None:
    """Put the demo's reports and a record of them into a folder."""
    for command in ("onrecord demo --reports talks", "onrecord add talks.duckdb talks"):
        _run(command, folder)


def refreshed(text: str, folder: Path) -> str:
    """The page with what its commands print now; they run in `folder`."""
    return _BLOCK.sub(lambda block: f"```console\n{_session(block[1], folder)}```", text)


def pages(names: list[str]) -> list[Path]:
    """The pages that hold such blocks, or those of these names."""
    every = [DOCS / name for name in names] or sorted(DOCS.glob("*.md"))
    return [page for page in every if _BLOCK.search(page.read_text("utf-8"))]


def _session(block: str, folder: Path) -> str:
    lines: list[str] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            lines += [line, *_run(line[2:], folder).splitlines()]
    return "".join(f"{line}\n" for line in lines)


def _run(command: str, folder: Path) -> str:
    place = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "NO_COLOR": "1",
        "COLUMNS": "120",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, **place},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    # Spaces at the end of a line mean nothing here, and editors take them away.
    return re.sub(r"[ \t]+$", "", done.stdout, flags=re.MULTILINE)


def main() -> int:
    """Write the pages, or with --check say which are not what the program gives now."""
    names = [name for name in sys.argv[1:] if name != "--check"]
    status = 0
    for page in pages(names):
        old = page.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            made(Path(folder))
            new = refreshed(old, Path(folder))
        if "--check" not in sys.argv:
            page.write_text(new, "utf-8")
        elif new != old:
            sys.stderr.write(f"docs/{page.name} is not what the program gives now: python scripts/refresh_pages.py\n")
            status = 1
    return status


if __name__ == "__main__":
    raise SystemExit(main())
