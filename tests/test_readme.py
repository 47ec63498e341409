"""The README shows what the program gives now."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parents[1]


def test_the_example_and_figures_are_current() -> None:
    command = [sys.executable, "scripts/refresh_readme.py", "--check"]
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
