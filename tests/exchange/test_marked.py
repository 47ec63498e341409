from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

import onrecord
from onrecord.errors import UsageError
from tests.made import TALKS, talks

_EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


class _Page(HTMLParser):
    """The tags of a page with their attributes, and its text apart from styles and what only a screen reader says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.told = ""
        self._in: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in.append("told" if dict(attrs).get("class") == "told" else tag)

    def handle_endtag(self, tag: str) -> None:
        closed = self._in.pop()
        assert closed in (tag, "told")

    def handle_data(self, data: str) -> None:
        if "told" in self._in:
            self.told += data
        elif "style" not in self._in:
            self.text += data


def test_the_text_stands_whole_and_in_order() -> None:
    page = _Page(onrecord.show(talks()).html())
    body = " ".join(TALKS[23 : TALKS.index("READ ALSO")].split())
    assert body in " ".join(page.text.split())
    assert "[m1: REQUEST by Šárka Ilvane to Belmaria]" in page.told
    assert page.told.count("end of m1]") == 1


def test_marks_are_never_nested_and_say_what_they_are() -> None:
    html = onrecord.show(talks()).html()
    open_marks = 0
    for piece in html.split("<")[1:]:
        open_marks += piece.startswith("mark ")
        open_marks -= piece.startswith("/mark")
        assert open_marks in (0, 1)
    titles = [attrs["title"] for tag, attrs in _Page(html).tags if tag == "mark" and "title" in attrs]
    assert any("REQUEST by Šárka Ilvane to Belmaria, trigger" in (title or "") for title in titles)


def test_a_table_lists_every_entry_with_its_voucher() -> None:
    page = _Page(onrecord.show(talks()).html())
    words = " ".join(page.text.split())
    for row in ("s1", "s2", "s3", "m1", "m2", "m3", "t1"):
        assert f" {row}" in words
    assert "conditional" in words
    assert "the outlet" in words


@pytest.mark.parametrize("where", ["title", "publisher", "url", "source"])
def test_whatever_a_report_holds_is_text(where: str) -> None:
    record = talks()
    record = replace(record, report=replace(record.report, **{where: _EVIL}))
    page = _Page(onrecord.show(record).html())
    assert not {tag for tag, _ in page.tags} & {"script", "img", "a", "iframe", "link"}
    assert all(not name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_hostile_text_and_names_are_text() -> None:
    evil = TALKS.replace("Tarek Ondal", 'Tarek "><b> Ondal').replace("shots", "<script>shots")
    record = talks()
    actors = tuple(replace(actor, name=f"{actor.name}\" onclick='x'<b>\u202e") for actor in record.actors)
    record = replace(record, actors=actors, report=replace(record.report, text=evil))
    html = onrecord.show(record).html()
    page = _Page(html)
    assert {tag for tag, _ in page.tags} <= {
        "div", "style", "p", "bdi", "mark", "span", "i", "b", "table", "thead", "tbody", "tr", "th", "td"
    }  # fmt: skip
    assert "\u202e" not in html
    assert all(
        name in ("class", "title", "dir", "aria-hidden", "data-letter", "scope") for _, a in page.tags for name in a
    )


def test_a_paragraph_turns_by_its_own_words_alone() -> None:
    html = onrecord.show(talks()).html()
    tags = _Page(html).tags
    assert all(attrs.get("dir") == "auto" for tag, attrs in tags if (attrs.get("class") or "").startswith("block"))
    assert all(attrs.get("dir") == "ltr" for _, attrs in tags if attrs.get("class") == "told")


def test_a_report_without_an_entry() -> None:
    record = replace(talks(), statements=(), moves=(), ties=())
    page = _Page(onrecord.show(record).html())
    assert "5 sentences read, no statements, no moves" in page.text
    assert "table" not in {tag for tag, _ in page.tags}


def test_printed_it_is_lines() -> None:
    lines = str(onrecord.show(talks())).splitlines()
    assert lines[0].startswith("report | talks/day1.txt | 2031-05-14 | The Orrery")
    assert sum(line.startswith("move | ") for line in lines) == 3
    assert repr(onrecord.show(talks())) == str(onrecord.show(talks()))


def test_a_notebook_draws_it() -> None:
    shown = onrecord.show(talks())
    assert shown._repr_html_() == shown.html()


def test_what_is_no_record() -> None:
    with pytest.raises(UsageError, match="E506"):
        onrecord.show("a text")  # type: ignore[arg-type]
