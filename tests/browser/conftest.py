"""The desk as its users meet it: another process, in a real browser.

Needs `pip install -e '.[browser]'` and Chromium (ONRECORD_BROWSER names another). Without them these tests are skipped,
saying so; where CI is set, as in .ci/run, a missing part is a failure.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from onrecord.flow.book import RecordBook

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEMO = sorted(
    Path(str(one))
    for one in resources.files("onrecord.demo").iterdir()
    if one.name.endswith((".txt", ".html", ".jsonl"))
)


def _missing(what: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def chromium(playwright: "Playwright") -> "Browser":
    """Chromium, as it is installed here."""
    found = os.environ.get("ONRECORD_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        _missing("There is no Chromium: install it, or name a browser in ONRECORD_BROWSER")
    # Root, as in containers, may not use Chromium's sandbox; only our own desk is opened.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=found, args=arguments)


@pytest.fixture(scope="package")
def browser() -> "Iterator[Browser]":
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright is not there: pip install -e '.[browser]'")
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the demo's twelve reports."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    with RecordBook.open(path) as book:
        assert book.add(DEMO).skipped == 0
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Callable[[Path | None], str]]:
    """Starts desks: on a copy of a record, or on a new one; the address of each."""
    running: list[subprocess.Popen[str]] = []

    def start(record: Path | None = None) -> str:
        path = tmp_path / f"case{len(running)}.duckdb"
        if record is not None:
            shutil.copy(record, path)
        command = [sys.executable, "-m", "onrecord", "desk", str(path), "--port", "0", "--no-browser"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"ONRECORD_AUTHOR": ""})
        running.append(process)
        assert process.stdout is not None
        return process.stdout.readline().removeprefix("The desk is at ").strip().rstrip("/")

    yield start
    for process in running:
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page that fails its test when it asks anybody but its desk, or meets an error of a script or of the policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None
    )
    page.on("request", lambda request: _watch(request.url, wrong))
    yield page
    context.close()
    assert wrong == []


def _watch(url: str, wrong: list[str]) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:")):
        wrong.append(f"asked {url}")


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """What axe-core finds wrong with a page: one line each. By all its rules, or by those that are named."""
    try:
        from axe_playwright_python.sync_playwright import Axe
    except ImportError:
        _missing("axe-core is not there: pip install -e '.[browser]'")

    source = Path(sys.modules[Axe.__module__].__file__ or "").with_name("axe.min.js").read_text("utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def violations(page: "Page", rules: Sequence[str] = tags) -> list[str]:
        # Evaluated in the page, not put into it: the policy forbids scripts that are not the desk's own.
        page.evaluate(source)
        found: dict[str, Any] = page.evaluate(f"axe.run({{runOnly: {list(rules)}}})")
        return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]

    return violations
