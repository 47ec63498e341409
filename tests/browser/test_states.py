"""Each view in each state: no violation of axe-core's rules, in light and dark, and nothing cut off at 400 % zoom."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

PARTIES = "party=Tarvenia%3B+Morvick%3B+Onduray%3B+Astrale%3B+Ultavo&party=Velloun+River+Front"
ADDRESSES = {
    "reading": "/reading",
    "timeline": "/timeline",
    "timeline, said": "/timeline?clock=said",
    "network": "/network",
    "board": "/board",
    "board of two": f"/board?{PARTIES}&since=2031-03-07",
    "ledger": "/ledger",
    "search": "/search?words=bridge",
    "add": "/intake",
    "filtered to nothing": "/timeline?by=Nobodyatall",
    "network filtered to nothing": "/network?by=Nobodyatall",
    "ledger filtered to nothing": "/ledger?source=Nobodyatall",
    "found nothing": "/search?words=zzzz",
    "wrong filter": "/timeline?since=tomorrow",
    "nobody on the board": "/board?party=Nobodyatall&party=Velloun+River+Front",
    "no such page": "/nothing",
    "no such report": "/reading/nothing",
}
EMPTY = ("reading", "timeline", "network", "board", "ledger", "search", "add")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_views_with_reports(
    page: "Page", desk: Callable[[Path | None], str], demo: Path, axe: Callable[..., list[str]], scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it takes
    address = desk(demo)
    # In the dark only colours differ.
    seen = partial(axe, rules=["color-contrast"]) if scheme == "dark" else axe
    found = {name: _look(page, address + path, seen) for name, path in ADDRESSES.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_views_without_reports(page: "Page", desk: Callable[[Path | None], str], axe: Callable[..., list[str]]) -> None:
    address = desk(None)
    found = {name: _look(page, address + ADDRESSES[name], axe) for name in EMPTY}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    page.goto(f"{address}/reading")
    assert page.get_by_role("link", name="Add reports").count() >= 1


def test_marked_words_are_seen_in_forced_colours(page: "Page", desk: Callable[[Path | None], str], demo: Path) -> None:
    """Browsers draw a mark's words in a colour for a ground of its own: on no ground they would vanish."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{desk(demo)}/reading")
    page.locator("a.letter").first.click()
    page.locator("#evidence .passage mark").first.wait_for()
    colours = page.evaluate(
        "[...document.querySelectorAll('.text mark, .passage mark')].map((one) => getComputedStyle(one).color)"
    )
    assert len(colours) > 20
    assert {*colours} == {page.evaluate("getComputedStyle(document.body).color")}


def test_whoever_filters_hears_what_is_left(page: "Page", desk: Callable[[Path | None], str], demo: Path) -> None:
    from playwright.sync_api import expect

    address = desk(demo)
    for view in ("reading", "timeline", "network", "ledger", "search?words=bridge"):
        page.goto(f"{address}/{view}")
        page.locator("#filter > summary").click()
        page.fill("#f-publisher", "Gazette")
        page.get_by_role("button", name="Apply").click()
        page.wait_for_url("**publisher=Gazette*")
        assert "about=" not in page.url
        expect(page.locator("#live")).to_have_text(re.compile("[0-9]"))


def test_at_four_hundred_percent(page: "Page", desk: Callable[[Path | None], str], demo: Path) -> None:
    """A page 1,280 pixels wide has 320 left at 400 % (WCAG 2.2, 1.4.10): it must not scroll sideways."""
    page.set_viewport_size({"width": 320, "height": 640})
    address = desk(demo)
    wide = {}
    for name, path in ADDRESSES.items():
        page.goto(address + path)
        wide[name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > 320} == {}


def _look(page: "Page", address: str, axe: Callable[..., list[str]]) -> list[str]:
    page.goto(address)
    assert page.locator("h1").count() == 1
    return axe(page)
