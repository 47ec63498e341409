import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import onrecord
from onrecord import errors

HEAVY = ("duckdb", "pyarrow", "trafilatura", "lxml", "rich", "cyclopts", "msgspec")


def test_the_exported_names_are_the_public_ones() -> None:
    source = Path(onrecord.__file__).read_text("utf-8")
    defined = {n.name for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")}
    exceptions = {name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, Exception)}
    expected = defined | exceptions | set(onrecord._FETCHED) | {"__version__"}
    assert set(onrecord.__all__) == expected
    assert onrecord.__all__ == sorted(onrecord.__all__)


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_exported_name_is_there_with_its_meaning(name: str) -> None:
    value = getattr(onrecord, name)
    assert name == "__version__" or (value.__doc__ or "").strip()


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = onrecord.nothing


def test_importing_is_light() -> None:
    script = f"import sys, onrecord; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
