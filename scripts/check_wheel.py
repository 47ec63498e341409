#!/usr/bin/env python3
"""Builds source archive and wheel, looks into them, and uses the wheel in an environment that holds nothing else.

    python scripts/check_wheel.py [--out dist] [--python PYTHON]

The environment gets the pinned set of requirements/run.txt, each file held against its hash, and the wheel. There it
reads, adds, asks, exports and starts the desk; then the bill of materials of that environment is written beside it
(CycloneDX, `onrecord-VERSION.cdx.json`), with the data that the wheel brings. Ends with status 1 at the first fault.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
import zipfile
from pathlib import Path

HERE = Path(__file__).parents[1]
SOURCE = HERE / "src/onrecord"
UNWANTED = ("__pycache__", ".pyc", ".duckdb", "tests/")
PROSE = "Belmaria rejected the offer on Tuesday. “Not now, not ever,” said its envoy, Tarek Ondal."
_WAIT = 20


def build(out: Path) -> tuple[Path, Path]:
    """Build both, the wheel out of the source archive; where they are."""
    shutil.rmtree(out, ignore_errors=True)
    _run(sys.executable, "-m", "build", "--outdir", str(out), str(HERE))
    (wheel,), (archive,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return wheel, archive


def look(wheel: Path, archive: Path) -> None:
    """The wheel holds every file of the package and no other; the archive builds it, so it holds them too."""
    with zipfile.ZipFile(wheel) as found:
        names = {name for name in found.namelist() if not name.endswith("/")}
    package = {name for name in names if ".dist-info/" not in name}
    wanted = {
        f"onrecord/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    _hold(package == wanted, f"the wheel lacks {sorted(wanted - package)}, has besides {sorted(package - wanted)}")
    for licence in ("LICENSE", "NOTICE"):
        _hold(any(name.endswith(f".dist-info/licenses/{licence}") for name in names), f"the wheel lacks {licence}")
    with tarfile.open(archive) as source:
        bad = [name for name in source.getnames() if name.endswith((".pyc", ".duckdb")) or "/.venv" in name]
    _hold(not bad, f"the source archive holds {bad}")


def use(wheel: Path, home: Path, python: str) -> Path:
    """Install the wheel with its pinned set into a bare environment and work with it; its Python."""
    _run(python, "-m", "venv", str(home))
    bare = home / "bin" / "python"
    pip = (str(bare), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run(*pip, "--require-hashes", "-r", str(HERE / "requirements/run.txt"))
    _run(*pip, "--no-deps", str(wheel))
    _run(str(bare), "-m", "pip", "check")
    work = home / "work"
    work.mkdir()
    (work / "report.txt").write_text(PROSE, "utf-8")
    command = str(home / "bin" / "onrecord")
    _hold("Tarek Ondal" in _run(command, "read", "report.txt", cwd=work), "read finds nobody")
    _hold("1 added" in _run(command, "add", "talks.duckdb", "report.txt", cwd=work), "add keeps nothing")
    _hold("REJECT" in _run(command, "moves", "talks.duckdb", cwd=work), "moves finds none")
    _run(command, "export", "talks.duckdb", "jsonld", "talks.jsonld", cwd=work)
    _hold("Where they stand" in _run(command, "demo", cwd=work), "the demo shows no board")
    _desk(command, work)
    return bare


def _desk(command: str, work: Path) -> None:
    desk = subprocess.Popen(
        [command, "desk", "talks.duckdb", "--no-browser"], cwd=work, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert desk.stdout is not None
        address = next(word for word in desk.stdout.readline().split() if word.startswith("http://127.0.0.1"))
        until = time.monotonic() + _WAIT
        while True:
            try:
                page = urllib.request.urlopen(address, timeout=5).read().decode()
                break
            except OSError:
                _hold(time.monotonic() < until, "the desk does not answer")
                time.sleep(0.2)
        _hold("<html" in page, "the desk shows no page")
    finally:
        desk.terminate()
        desk.wait(_WAIT)


def bill(bare: Path, wheel: Path) -> Path:
    """The bill of materials of the environment, with the data that the wheel brings; where it is written."""
    out = wheel.parent / f"onrecord-{wheel.name.split('-')[1]}.cdx.json"
    maker = Path(sys.executable).parent / "cyclonedx-py"
    _run(str(maker), "environment", "--output-reproducible", "--spec-version", "1.6", "-o", str(out), str(bare))
    found = json.loads(out.read_text("utf-8"))
    # Tools of the environment itself are no part of the product.
    found["components"] = [one for one in found["components"] if one["name"] not in ("pip", "setuptools")]
    found["components"] += [_data(path) for path in sorted((SOURCE / "reading/model/weights").glob("*.onnx"))]
    out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    names = {one["name"] for one in found["components"]}
    _hold({"onnxruntime", "duckdb", "reader.onnx"} <= names, f"the bill of materials lacks parts: {sorted(names)}")
    return out


def _data(path: Path) -> dict[str, object]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {
        "type": "machine-learning-model",
        "bom-ref": f"data:{path.name}",
        "name": path.name,
        "version": digest[:12],
        "hashes": [{"alg": "SHA-256", "content": digest}],
        "description": "Weights of the reader; see the NOTICE beside them and docs/model-card.md.",
    }


def _run(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False
    )
    _hold(done.returncode == 0, f"{' '.join(command)} ended with status {done.returncode}:\n{done.stdout}")
    return done.stdout


def _hold(so: bool, fault: str) -> None:
    if not so:
        raise SystemExit(fault)


def main() -> None:
    """Do all of it, telling of each step."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", type=Path, default=HERE / "dist")
    options.add_argument("--python", default=sys.executable)
    asked = options.parse_args()
    wheel, archive = build(asked.out)
    sys.stdout.write(f"built {wheel.name} ({wheel.stat().st_size / 1e6:.1f} MB) and {archive.name}\n")
    look(wheel, archive)
    with tempfile.TemporaryDirectory() as folder:
        bare = use(wheel, Path(folder) / "bare", asked.python)
        sys.stdout.write("reads, adds, asks, exports and opens the desk in a bare environment\n")
        sys.stdout.write(f"bill of materials: {bill(bare, wheel).name}\n")


if __name__ == "__main__":
    main()
