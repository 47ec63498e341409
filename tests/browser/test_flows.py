"""What people do at the desk, in a browser: with the keyboard alone, without scripts, with files that are dropped."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import msgspec
import pytest

from onrecord.flow.book import RecordBook
from onrecord.http.client import open_book

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEBREW = "הנשיא אמר: \u202bלא נחתום\u202c"
MIXED = (
    f'"We will not sign," said Tarek Ondal, the envoy of Belmaria. {HEBREW} — so said the envoy, 🙂 smiling.\n\n'
    "Ondal rejected the offer of Keth on Monday."
)


def first_report(address: str) -> str:
    with urlopen(f"{address}/reading.json") as answer:
        return str(msgspec.json.decode(answer.read())["rows"][0]["report"]["id"])


def state(address: str, report: str, entry: str) -> dict[str, object]:
    with urlopen(f"{address}/records/{report}.json") as answer:
        record = msgspec.json.decode(answer.read())
    return next(one for one in record["moves"] if one["id"] == entry)


class TestKeyboardAlone:
    def test_a_whole_correction(self, page: "Page", desk: Callable[[Path | None], str], demo: Path) -> None:
        address = desk(demo)
        report = first_report(address)
        page.goto(f"{address}/reading/{report}?e={report}:m1#m1")
        # The link leads to the word, and the focus is there.
        assert page.evaluate("document.activeElement.id") == "m1"
        page.keyboard.press("Enter")
        page.locator("#evidence:focus-within").wait_for()
        for _ in range(40):
            if page.evaluate("document.activeElement.dataset.do") == "correct":
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("form.correct")
        self._tab_to(page, "status-1")
        page.keyboard.type("den")
        self._tab_to(page, "author")
        page.keyboard.type("A. Editor")
        page.keyboard.press("Enter")
        page.wait_for_selector(".flash")
        assert "denied" in page.locator(".flash").inner_text()
        assert state(address, report, "m1")["status"] == "denied"
        # And back, with one key.
        page.locator("#main").focus()
        page.keyboard.press("u")
        page.wait_for_url("**undone=*")
        assert state(address, report, "m1")["status"] == "happened"

    def test_accept_reject_and_moving_about(self, page: "Page", desk: Callable[[Path | None], str], demo: Path) -> None:
        address = desk(demo)
        report = first_report(address)
        page.context.add_cookies([{"name": "onrecord-author", "value": "A. Editor", "url": address}])
        page.goto(f"{address}/reading/{report}")
        page.locator("#main").focus()
        page.keyboard.press("j")
        first = page.evaluate("document.activeElement.id")
        page.keyboard.press("j")
        second = page.evaluate("document.activeElement.id")
        assert first and second and first != second
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.id") == first
        page.keyboard.press("x")
        page.wait_for_selector(".flash")
        assert page.locator(".flash").get_by_text("reject", exact=False).count() >= 1
        page.locator("#main").focus()
        page.keyboard.press("g")
        page.keyboard.press("t")
        page.wait_for_url("**/timeline*")
        page.keyboard.press("?")
        assert page.locator("dialog#keys").is_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "words"
        # In a field, letters are letters.
        page.keyboard.type("jk")
        assert page.locator("#words").input_value() == "jk"

    def _tab_to(self, page: "Page", id_: str) -> None:
        for _ in range(80):
            if page.evaluate("document.activeElement.id") == id_:
                return
            page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {id_}")


def test_without_scripts(browser: "Browser", desk: Callable[[Path | None], str], demo: Path) -> None:
    """Reading, evidence, a correction and its undoing are links and forms."""
    address = desk(demo)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/reading")
    page.locator("main a[data-evidence]").first.click()
    page.locator("#evidence blockquote").first.wait_for()
    page.locator("#evidence [name=author]").fill("A. Editor")
    page.get_by_role("button", name="Accept").click()
    page.locator(".flash").get_by_role("button", name="Undo").first.click()
    page.wait_for_url("**undone=*")
    page.get_by_role("link", name="Board").click()
    page.get_by_role("heading", level=1, name="Negotiation board").wait_for()
    context.close()


def test_files_dropped_on_a_page(page: "Page", desk: Callable[[Path | None], str]) -> None:
    address = desk(None)
    page.goto(f"{address}/reading")
    transfer = page.evaluate_handle(
        """(text) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], "day1.txt", { type: "text/plain" }));
            transfer.items.add(new File([new Uint8Array([127, 69, 76, 70, 2, 1, 1, 0, 0])], "program.bin"));
            return transfer;
        }""",
        MIXED,
    )
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    page.wait_for_selector("#outcome:not([hidden])")
    told = page.locator("#outcome").inner_text()
    assert "1 read, 1 of them new, 1 skipped" in told
    assert "program.bin" in told and "E202" in told
    assert page.locator("#counts").inner_text().startswith("1 report")
    page.goto(f"{address}/intake")
    assert "program.bin" in page.locator("main").inner_text()


def test_a_report_of_two_directions(page: "Page", desk: Callable[[Path | None], str], tmp_path: Path) -> None:
    """Every letter stands on the page as in the report, and marks lie on the words they are of."""
    record = tmp_path / "mixed.duckdb"
    (tmp_path / "day1.txt").write_text(MIXED, "utf-8")
    with RecordBook.open(record) as book:
        book.add(tmp_path / "day1.txt")
        report = next(book.records())
    address = desk(record)
    page.goto(f"{address}/reading/{report.report.id}")
    said = page.locator("main").inner_text()
    assert "לא נחתום" in said and "🙂" in said
    move = next(one for one in report.moves if one.type == "REJECT" and one.layer == "narration")
    start, stop = move.span
    page.goto(f"{address}/reading/{report.report.id}?c={start}-{stop}#c")
    assert page.locator("#c").first.is_visible()
    # Counted in code points: the emoji and the signs of direction before it move nothing.
    marked = page.evaluate("[...document.querySelectorAll('main .linked')].map((one) => one.textContent).join('')")
    assert report.report.text[start:stop] in " ".join(marked.split()) or marked == report.report.text[start:stop]


def test_a_desk_that_is_gone_is_told_and_nothing_is_lost(
    page: "Page", desk: Callable[[Path | None], str], demo: Path
) -> None:
    address = desk(demo)
    page.goto(f"{address}/reading")
    page.context.set_offline(True)
    page.locator("main a[data-evidence]").first.click()
    page.wait_for_selector("#banner:not([hidden])")
    assert page.locator("main a[data-evidence]").count() > 5
    page.context.set_offline(False)
    page.locator("main a[data-evidence]").nth(1).click()
    page.wait_for_selector("#evidence blockquote")
    assert page.locator("#banner").is_hidden()


def test_a_link_lands_on_the_sentence(page: "Page", desk: Callable[[Path | None], str], demo: Path) -> None:
    address = desk(demo)
    with urlopen(f"{address}/moves.json?limit=60") as answer:
        row = msgspec.json.decode(answer.read())["rows"][-1]
    start, stop = row["span"]
    page.goto(f"{address}/reading/{row['report']['id']}?c={start}-{stop}#c")
    box = page.locator("#c").first.bounding_box()
    assert box is not None and 0 <= box["y"] < 900


def test_the_commands_and_the_page_see_the_same(
    page: "Page", desk: Callable[[Path | None], str], demo: Path, tmp_path: Path
) -> None:
    address = desk(demo)
    with open_book(tmp_path / "case0.duckdb") as book:
        report = first_report(address)
        book.correct(report, "m1", {"status": "denied"}, author="Somebody Else")
    page.goto(f"{address}/reading/{report}?e={report}:m1")
    history = page.locator("#evidence").inner_text()
    assert "Somebody Else" in history and "denied" in history
