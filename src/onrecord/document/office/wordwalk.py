"""Goes through the elements of a Word document and keeps what a reader of it sees.

Read are paragraphs, tables, text boxes and notes, with insertions and without deletions. A footnote comes at the end
of its page (where pages are known), an endnote at the end of the text, each after its number.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, Final

from onrecord.document.decode import mend
from onrecord.document.office.paged import Part

_SKIPPED: Final = frozenset(
    {
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "rPr",
        "pPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sdtPr",
        "rt",
        "object",
        "sectPr",
    }
)
_HOLDS_BOXES: Final = frozenset({"drawing", "pict"})
_NO: Final = frozenset({"0", "false", "off"})
_NEW_PAGE: Final = frozenset({None, "nextPage", "oddPage", "evenPage"})
_CELL: Final = 80
"""Characters of a cell of a table of facts: a row of such cells stands on one line."""
_BOXES: Final = 100
"""Text boxes that hang on one paragraph."""


@dataclass
class Walk:
    """What was seen so far. `notes` are the foot- and endnotes by their kind and id.

    `rendered` says that Word left its own page breaks; `pieces` counts paragraphs and runs of text.
    """

    notes: dict[str, dict[str, str]]
    parts: list[Part] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    rendered: bool = False
    pieces: int = 0
    _text: list[str] = field(default_factory=list)
    _breaks: list[int] = field(default_factory=list)
    _length: int = 0
    _new: bool = False
    """Whether there was text since the last break: several signs for one new page are one break."""
    _boxes: list[Any] = field(default_factory=list)
    _footnotes: list[str] = field(default_factory=list)
    _endnotes: list[str] = field(default_factory=list)
    _sections: list[int] = field(default_factory=list)
    """The parts before which a section begins, and how each section does."""
    _kinds: list[str | None] = field(default_factory=list)

    def take(self, element: Any) -> None:
        """One block: a paragraph, a table, or what holds some."""
        match local(element):
            case "p":
                self._paragraph(element)
            case "tr":
                self._row(element)
            case "AlternateContent":
                _alternative(element, self.take)
            case "sectPr":
                self._section(element)
            case tag if tag not in _SKIPPED:
                for child in element:
                    self.take(child)

    def finish(self) -> None:
        """The notes that wait, and the pages that sections begin on."""
        self._put(self._footnotes)
        self._put(self._endnotes)
        for at, kind in zip(self._sections, self._kinds[1:], strict=False):
            ahead = next((n for n in range(at, len(self.parts)) if self.parts[n].text.strip()), None)
            if kind in _NEW_PAGE and ahead is not None and not any(part.breaks for part in self.parts[at : ahead + 1]):
                self.parts[ahead] = replace(self.parts[ahead], breaks=(0,))

    def _paragraph(self, element: Any) -> None:
        properties = [one for child in element if local(child) == "pPr" for one in child]
        if any(local(one) == "pageBreakBefore" and value(one, "val") not in _NO for one in properties):
            self._break()
        before, self._footnotes = self._footnotes, []
        self._inside(element)
        text, breaks = mend("".join(self._text)), tuple(self._breaks)
        self._text, self._breaks, self._length = [], [], 0
        if breaks:
            self._put(before)
        self._footnotes = before + self._footnotes
        self.parts.append(Part(text, breaks, any(map(_is_heading, properties))))
        self.pieces += 1
        boxes, self._boxes = self._boxes, []
        for child in (child for box in boxes for child in box):
            self.take(child)
        for one in properties:
            if local(one) == "sectPr":
                self._section(one)
                self._sections.append(len(self.parts))

    def _row(self, element: Any) -> None:
        """A row of short cells is a line; in others (tables that lay out a page) each paragraph is one."""
        first = len(self.parts)
        cells: list[list[Part]] = []
        for cell in element:
            begun = len(self.parts)
            self.take(cell)
            if found := [part for part in self.parts[begun:] if part.text.strip()]:
                cells.append(found)
        if len(cells) > 1 and all(len(cell) == 1 and len(cell[0].text) <= _CELL for cell in cells):
            new = any(part.breaks for part in self.parts[first:])
            self.parts[first:] = [Part("\t".join(cell[0].text for cell in cells), (0,) if new else ())]

    def _inside(self, element: Any) -> None:
        for child in element:
            match local(child):
                case "t":
                    self._say(child.text or "")
                case "tab" | "ptab":
                    self._say("\t")
                case "noBreakHyphen":
                    self._say("-")
                case "br" | "cr":
                    if value(child, "type") == "page":
                        self._break()
                    else:
                        self._say("\n")
                case "lastRenderedPageBreak":
                    self.rendered = True
                    self._break()
                case "footnoteReference":
                    self._note("footnote", child, self._footnotes)
                case "endnoteReference":
                    self._note("endnote", child, self._endnotes)
                case tag if tag in _HOLDS_BOXES:
                    self._boxes += islice(_boxes(child), _BOXES - len(self._boxes))
                case "AlternateContent":
                    _alternative(child, self._inside)
                case "r" if _is_hidden(child):
                    self.hidden.append("".join(one.text or "" for one in child.iter("{*}t")))
                case tag if tag not in _SKIPPED:
                    self._inside(child)

    def _say(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
        self.pieces += 1
        self._new = self._new or bool(text.strip())

    def _break(self) -> None:
        if self._new:
            self._breaks.append(self._length)
            self._new = False

    def _note(self, kind: str, reference: Any, waiting: list[str]) -> None:
        id_ = value(reference, "id") or ""
        if text := self.notes.get(kind, {}).get(id_):
            waiting.append(f"[{id_}] {text}")

    def _put(self, notes: list[str]) -> None:
        self.parts += [Part(note) for note in notes]
        notes.clear()

    def _section(self, properties: Any) -> None:
        # The properties of a section stand at its end, and say how it began.
        self._kinds.append(next((value(one, "val") for one in properties if local(one) == "type"), None))


def local(element: Any) -> str:
    """The name of an element without its namespace: strict and transitional files have different ones."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    return next((found for key, found in element.attrib.items() if key.rpartition("}")[2] == name), None)


def _alternative(element: Any, use: Callable[[Any], None]) -> None:
    """The first of several ways to show one thing."""
    for chosen in element:
        if local(chosen) in ("Choice", "Fallback"):
            use(chosen)
            return


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes of a drawing; those inside of them come when their own paragraphs do."""
    for child in element:
        if local(child) == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _is_heading(one: Any) -> bool:
    if local(one) == "pStyle":
        return (value(one, "val") or "").casefold().startswith(("heading", "title"))
    return local(one) == "outlineLvl"


def _is_hidden(run: Any) -> bool:
    return any(
        local(one) == "vanish" and value(one, "val") not in _NO
        for properties in run
        if local(properties) == "rPr"
        for one in properties
    )
