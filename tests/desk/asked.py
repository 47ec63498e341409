"""A desk over records made by hand, and its pages taken apart."""

from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from starlette.testclient import TestClient

from onrecord.desk.app import desk
from onrecord.flow.book import RecordBook
from onrecord.http.guard import Place
from onrecord.record.parts import Record
from onrecord.store.filing import Filing

PLACE = Place(url="http://testserver/", hosts=frozenset({"testserver"}), token="a-token", asks=False)
VOID = {"meta", "link", "input", "br"}


@contextmanager
def desk_of(folder: Path, *records: Record) -> Iterator[TestClient]:
    """A desk that holds these records, asked as a browser asks."""
    with RecordBook.open(folder / "talks.duckdb") as book:
        book.keep(Filing(record) for record in records)
        with TestClient(desk(book, PLACE), headers={"Accept": "text/html"}, follow_redirects=False) as client:
            yield client


class Element:
    """One element of a page: its attributes, and all words inside it."""

    def __init__(self, tag: str, attributes: dict[str, str], inside: tuple[str, ...]) -> None:
        self.tag, self.attributes, self.inside = tag, attributes, inside
        self.words = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)


class Parts(HTMLParser):
    """The elements of a page in order; `inside` of each are the ids and tags around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        around = tuple(one.get("id") or one.tag for one in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, around)
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.words += data

    def all(self, tag: str, inside: str = "main") -> list[Element]:
        """The elements of this tag inside what has this id or tag."""
        return [one for one in self.elements if one.tag == tag and inside in one.inside]

    def rows(self) -> list[Element]:
        """The rows of the tables in the page's own part."""
        return [one for one in self.all("tr") if "tbody" in one.inside]

    def links(self, inside: str = "main") -> dict[str, str]:
        """What leads where: words of each link, or its name where it has one, and its address."""
        return {" ".join((one.get("aria-label") or one.words).split()): one["href"] for one in self.all("a", inside)}


def parts(client: TestClient, address: str, status: int = 200) -> Parts:
    """A page, taken apart."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text[-2000:]
    return Parts(answer.text)
