"""Pictures and pages: well-formed, safe, the same for the same rows, silent about nothing they leave out."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest

from onrecord.errors import StoreError, UsageError
from onrecord.exchange import page, svg
from onrecord.exchange.pictures import Picture, checked, of_board, of_network, of_timeline
from onrecord.views.board import BoardParty
from onrecord.views.timeline import TimelineRow
from tests.exchange.shown import HEBREW, HOSTILE, REPORT, board_of, card, entry, lanes_of, pair, saying

SPACE = "{http://www.w3.org/2000/svg}"


def timeline_of(*rows: TimelineRow) -> Picture:
    return of_timeline(rows, lanes_of(list(rows)))


def texts(picture: Picture) -> list[str]:
    """What is written on a picture, in order; parsing it shows that it is well-formed."""
    root = ElementTree.fromstring(picture.svg)
    return [element.text or "" for element in root.iter(f"{SPACE}text")]


def written(picture: Picture) -> str:
    return " | ".join(texts(picture))


def boxes(picture: Picture, look: str) -> list[dict[str, float]]:
    """Places and sizes of the rectangles of a class."""
    root = ElementTree.fromstring(picture.svg)
    found = [r for r in root.iter(f"{SPACE}rect") if look in r.get("class", "").split()]
    return [{name: float(r.get(name, "0")) for name in ("x", "y", "width", "height")} for r in found]


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(
        one[a] < other[a] + other[s] and other[a] < one[a] + one[s] for a, s in (("x", "width"), ("y", "height"))
    )


class Parsed(HTMLParser):
    """Tags with their attributes, and all text outside of styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self._in_style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in_style = tag == "style"

    def handle_data(self, data: str) -> None:
        self.words += "" if self._in_style else data


def hostile() -> list[Picture]:
    rows = [entry("2031-05-13", HOSTILE, passage=HOSTILE, source=HOSTILE, layer="reported")]
    bad = card(
        about=HOSTILE,
        by=(HOSTILE,),
        to=(HOSTILE,),
        conditions=(HOSTILE,),
        vouchers=(HOSTILE,),
        tellings=(saying(HOSTILE),),
    )
    return [
        timeline_of(*rows),
        of_network([pair(HOSTILE, HEBREW, passage=HOSTILE)]),
        of_board(board_of((bad,), mediators=(HOSTILE,))),
    ]


ALL: list[Callable[[], Picture]] = [
    lambda: timeline_of(*(entry(f"2031-05-{day:02}", f"Actor {day % 4}") for day in range(1, 29))),
    lambda: of_network([pair(f"A{n % 7}", f"B{n % 5}") for n in range(30)]),
    lambda: of_board(board_of((card(), card("Belmaria", kind="refused")), (card(about="a truce"),))),
]


@pytest.mark.parametrize("make", ALL)
class TestEveryPicture:
    def test_is_the_same_for_the_same_rows(self, make: Callable[[], Picture]) -> None:
        assert (make().svg, make().html) == (make().svg, make().html)

    def test_says_what_it_is_to_those_who_hear_it(self, make: Callable[[], Picture]) -> None:
        root = ElementTree.fromstring(make().svg)
        named = (root.get("aria-labelledby") or "").split()
        assert root.get("role") == "img"
        assert all(root.find(f"*[@id='{name}']") is not None for name in named)

    def test_nothing_reaches_beyond_its_edge(self, make: Callable[[], Picture]) -> None:
        root = ElementTree.fromstring(make().svg)
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        for rect in root.iter(f"{SPACE}rect"):
            x, y, wide, high = (float(rect.get(name, "0")) for name in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + wide <= width
            assert y + high <= height

    def test_loads_and_runs_nothing(self, make: Callable[[], Picture]) -> None:
        parsed = Parsed(make().html)
        assert {tag for tag, _ in parsed.tags} & {"script", "img", "link", "iframe", "object", "form", "image"} == set()
        assert not any(name.startswith("on") for _, attributes in parsed.tags for name in attributes)
        assert not re.search(r"url\((?!#)|@import|@font-face", make().html)
        policy = next(a["content"] for _, a in parsed.tags if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy

    def test_the_page_has_a_language_headings_and_a_table(self, make: Callable[[], Picture]) -> None:
        parsed = Parsed(make().html)
        assert ("html", {"lang": "en"}) in parsed.tags
        assert [tag for tag, _ in parsed.tags].count("h1") == 1
        assert all(a.get("scope") in ("col", "row") for tag, a in parsed.tags if tag == "th")
        assert [tag for tag, _ in parsed.tags].count("table") == 1


class TestHostileText:
    @pytest.mark.parametrize("n", range(3))
    def test_is_shown_as_text(self, n: int) -> None:
        picture = hostile()[n]
        root = ElementTree.fromstring(picture.svg)
        assert {e.tag.removeprefix(SPACE) for e in root.iter()} <= {
            *("svg", "title", "desc", "style", "defs", "marker", "path", "rect", "line", "text", "g")
        }
        for kept in (picture.svg, picture.html):
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\ufffe\ud800]", kept)
            assert "<script" not in kept
            kept.encode()
        assert "<script>alert(1)</script>" in Parsed(picture.html).words
        assert "\\u202eevil" in Parsed(picture.html).words

    def test_of_a_party_as_asked_for(self) -> None:
        parties = tuple(BoardParty(name=name, members=(), further=0) for name in (HOSTILE, "Keth"))
        assert "\\u202eevil" in written(of_board(board_of(parties=parties)))

    def test_letters_of_every_script_stay(self) -> None:
        assert HEBREW in " ".join(texts(of_network([pair(HEBREW, "Keth")])))
        assert f"<bdi>{HEBREW}</bdi>" in of_board(board_of((card(about=HEBREW),))).html

    @pytest.mark.parametrize(
        ("address", "linked"), [("https://orrery.example/a?b=1&c=2", True), ("javascript:alert(1)", False)]
    )
    def test_only_web_addresses_are_links(self, address: str, linked: bool) -> None:
        report = msgspec.structs.replace(REPORT, url=address)
        links = [a for tag, a in Parsed(timeline_of(entry("2031", report=report)).html).tags if tag == "a"]
        assert [a["href"] for a in links] == ([address] if linked else [])


class TestTimeline:
    def test_a_bar_is_as_wide_as_its_date_is_exact(self) -> None:
        rows = [entry("2031-05-13", "Keth"), entry("2031-05", "Lusonda"), entry("2031", "Belmaria")]
        widths = sorted(box["width"] for box in boxes(timeline_of(*rows), "vx")[1:])
        day, month, year = widths[-3:]
        assert month / year == pytest.approx(31 / 365, rel=0.05)
        assert day == 3

    def test_bars_at_one_time_stand_below_one_another(self) -> None:
        rows = [entry("2031-05-13", kind="REJECT") for _ in range(4)] + [entry("2031-05", kind="REJECT")]
        bars = [box for box in boxes(timeline_of(*rows), "vx") if box["y"] > 60]
        assert len(bars) == 5
        assert not any(meet(one, other) for n, one in enumerate(bars) for other in bars[n + 1 :])

    def test_what_is_not_told_as_done_looks_so_and_says_so(self) -> None:
        rows = [entry(f"2031-05-{day:02}", "Lusonda") for day in range(1, 29)]
        picture = timeline_of(entry("2031-05-13", status="denied"), *rows)
        assert "request (denied)" in texts(picture)
        assert len([box for box in boxes(picture, "open") if box["y"] > 60]) == 1

    def test_what_is_not_drawn_is_said(self) -> None:
        rows = [entry(f"2031-05-{n + 1:02}", f"Actor {n:02}") for n in range(15)]
        rows += [entry(None), entry("2031-02-31"), entry("2031-05-02", None), entry("2031-05-02", copy_of="b" * 64)]
        said = written(timeline_of(*rows))
        assert "1 entry without a date on this clock" in said
        assert "1 entry with a date that no calendar has" in said
        assert "3 entries of 3 further actors" in said
        assert "1 entry of nobody named" in said
        assert "1 entry of copies" in said

    def test_one_far_date_does_not_press_the_others_together(self) -> None:
        rows = [entry(f"2031-05-{day:02}") for day in range(1, 21)]
        near, far = timeline_of(*rows), timeline_of(*rows, entry("1987"))
        assert boxes(near, "vx")[-1]["width"] == boxes(far, "vx")[-1]["width"]
        assert "◂ 1" in texts(far)
        assert "1 entry before 2031-05-01" in written(far)

    def test_many_entries_are_counted(self) -> None:
        rows = [entry(f"2031-05-{1 + n % 20:02}") for n in range(400)]
        assert texts(timeline_of(*rows)).count("20") == 20

    @pytest.mark.parametrize(
        ("first", "last", "labels"),
        [
            ("2031-05-01", "2031-05-06", ["2031-05-01", "2031-05-02", "2031-05-03", "2031-05-04", "2031-05-05"]),
            ("2031-01-01", "2031-05-01", ["2031-01-01", "2031-01-15", "2031-02-01", "2031-02-15", "2031-03-01"]),
            ("2031-01-05", "2031-03-01", ["2031-01-06", "2031-01-13", "2031-01-20", "2031-01-27", "2031-02-03"]),
            ("2029-01-01", "2031-12-31", ["2029-01", "2029-07", "2030-01", "2030-07", "2031-01", "2031-07"]),
            ("1975", "2031", ["1980", "1990", "2000", "2010", "2020", "2030"]),
        ],
    )
    def test_the_axis_has_round_dates(self, first: str, last: str, labels: list[str]) -> None:
        found = [t for t in texts(timeline_of(entry(first), entry(last))) if re.fullmatch("[0-9-]+", t)]
        assert found[0 : 2 * len(labels) : 2] == labels

    def test_entries_of_nobody_named_alone(self) -> None:
        assert "1 entry of nobody named: not drawn." in texts(timeline_of(entry("2031-05-02", None)))

    @pytest.mark.parametrize(
        ("rows", "said"), [([], "No entry passes the filters"), ([entry(None)], "No entry has a date on this clock")]
    )
    def test_empty(self, rows: list[TimelineRow], said: str) -> None:
        assert said in written(timeline_of(*rows))
        assert ("Nothing in the record passes the filters." in timeline_of(*rows).html) == (not rows)


class TestNetwork:
    def test_no_box_stands_on_another(self) -> None:
        rows = [pair("Keth", f"the people of the island of Varn, number {n}") for n in range(45)]
        nodes = boxes(of_network(rows), "node")
        assert len(nodes) == 46
        assert not any(meet(one, other) for n, one in enumerate(nodes) for other in nodes[n + 1 :])

    def test_the_fifty_strongest_alone_and_it_says_so(self) -> None:
        picture = of_network([pair(f"A{n}", f"B{n}") for n in range(53)])
        drawn = [p for p in ElementTree.fromstring(picture.svg).iter(f"{SPACE}path") if p.get("marker-end")]
        assert len(drawn) == 50
        assert "3 weaker pairs not drawn" in written(picture)
        assert "A52 demanded the tanker of B52." in Parsed(picture.html).words

    def test_width_grows_with_independent_reports(self) -> None:
        root = ElementTree.fromstring(of_network([pair("A", "B", origins=8), pair("B", "A")]).svg)
        widths = [float(p.get("stroke-width", 0)) for p in root.iter(f"{SPACE}path") if p.get("marker-end")]
        assert widths == [4, 1]

    def test_each_class_has_its_dashes_and_its_words(self) -> None:
        quads = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
        root = ElementTree.fromstring(of_network([pair("A", f"B{quad}", quad=quad) for quad in quads]).svg)
        dashes = [p.get("stroke-dasharray") for p in root.iter(f"{SPACE}path") if p.get("marker-end")]
        assert len({*dashes}) == 4

    def test_a_plan_is_no_deed(self) -> None:
        assert "aid (planned)" in texts(of_network([pair("A", "B", types=("AID 2",), statuses=("planned 2",))]))

    def test_empty(self) -> None:
        assert "A network needs two actors" in written(of_network([]))


class TestBoard:
    def test_cards_do_not_overlap_and_hold_their_words(self) -> None:
        long = "the withdrawal of every soldier from the northern bank of the river " * 6
        picture = of_board(board_of(tuple(card(about=long, conditions=(long, long)) for _ in range(3))))
        cards = boxes(picture, "card")
        assert len(cards) == 3
        assert not any(meet(one, other) for n, one in enumerate(cards) for other in cards[n + 1 :])
        assert any(text.endswith(" …") for text in texts(picture))

    def test_an_agreement_is_solid_only_if_each_party_says_so(self) -> None:
        for solid, dashes, said in ((True, "none", "each party says so itself"), (False, "5 4", "not said by each")):
            picture = of_board(board_of((card(kind="agreed", solid=solid),)))
            (rect,) = [
                r for r in ElementTree.fromstring(picture.svg).iter(f"{SPACE}rect") if "card" in r.get("class", "")
            ]
            assert rect.get("stroke-dasharray") == dashes
            assert said in written(picture)
            assert ('class="card claimed"' in picture.html) is not solid

    def test_changes_are_told_in_words_too(self) -> None:
        picture = of_board(board_of((card(changed=True), card("Belmaria")), since="2031-05"))
        assert "1 changed since 2031-05" in written(picture)
        assert [text for text in texts(picture) if text.startswith("changed: demanded")]

    def test_the_latest_cards_are_drawn_and_the_others_counted(self) -> None:
        cards = tuple(card(day=f"2031-05-{day:02}", about=f"ship {day}") for day in range(1, 10))
        said = written(of_board(board_of(cards)))
        assert "3 earlier: 3 demanded" in said
        assert "| ship 9 |" in said
        assert "| ship 3 |" not in said
        assert "ship 3" in of_board(board_of(cards)).html

    def test_matters_beyond_the_first_forty_are_counted(self) -> None:
        picture = of_board(board_of(*((card(about=f"matter {n}"),) for n in range(43))))
        assert "3 further matters" in written(picture)
        assert "matter 42" in picture.html

    def test_the_page_has_every_passage_with_its_report(self) -> None:
        became = msgspec.structs.replace(saying("Belmaria refused."), copy_of="b" * 64)
        html = of_board(board_of((card(state="answered", through=became, disputed=("whether",)),))).html
        words = Parsed(html).words
        assert "Belmaria refused." in words
        assert "The Orrery, 2031-05-14, Talks stall in Oranza (a copy)" in words
        assert "accounts differ on whether" in words
        assert "answered (reported 2031-05-14)" in words

    def test_empty(self) -> None:
        said = "3 reports of Keth and Belmaria read: no demand, offer, refusal, threat or agreement found."
        assert said in texts(of_board(board_of(talks=())))
        assert said in of_board(board_of(talks=())).html


class TestColours:
    @pytest.mark.parametrize("of", [svg.LIGHT, svg.DARK])
    def test_text_and_marks_stand_out(self, of: dict[str, str]) -> None:
        for ground in ("paper", "card"):
            for name in of.keys() - {"paper", "card", "edge"}:
                assert contrast(of[name], of[ground]) >= 4.5, (name, ground)
            assert contrast(of["edge"], of[ground]) >= 3


class TestFiles:
    def test_both_are_written(self, tmp_path: Path) -> None:
        picture = of_network([pair("A", "B")])
        picture.save(svg=tmp_path / "n.svg", html=tmp_path / "n.html")
        assert (tmp_path / "n.svg").read_bytes() == picture.svg.encode()
        assert (tmp_path / "n.html").read_bytes() == picture.html.encode()

    def test_one_that_cannot_be_written_says_why(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError) as caught:
            of_network([]).save(svg=tmp_path / "gone" / "n.svg")
        assert caught.value.number == 415

    @pytest.mark.parametrize(
        ("given", "html", "number"), [("talks.duckdb", None, 533), (None, "talks.duckdb", 533), ("n", "n", 534)]
    )
    def test_nothing_is_written_over(self, tmp_path: Path, given: str | None, html: str | None, number: int) -> None:
        one, other = (str(tmp_path / name) if name else None for name in (given, html))
        with pytest.raises(UsageError) as caught:
            checked(tmp_path / "x" / ".." / "talks.duckdb", one, other)
        assert caught.value.number == number

    def test_a_page_of_very_many_rows_says_what_it_leaves_out(self) -> None:
        rows = [pair("A", "B")] * (page.MOST + 1)
        html = of_network(rows).html
        assert "2,001 rows" in html
        assert "The first 2,000 are here" in html


def contrast(one: str, other: str) -> float:
    """Of two colours, as WCAG 2 counts it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
