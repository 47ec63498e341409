"""A page that a script writes: put there, or with --check held against what is there."""

import sys
from pathlib import Path


def keep(page: Path, text: str) -> int:
    """Write the page, or with --check on the command line say whether it is current; the exit status."""
    if "--check" not in sys.argv:
        page.write_text(text, "utf-8")
        return 0
    if page.exists() and page.read_text("utf-8") == text:
        return 0
    sys.stderr.write(f"{page.name} is not what the program gives now. Run: python scripts/{Path(sys.argv[0]).name}\n")
    return 1
