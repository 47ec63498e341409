r"""The paragraphs of a Rich Text Format document (Microsoft, RTF Specification 1.9.1).

Read are the text with its tables, and footnotes after the page they are on; set apart are hidden and deleted words,
headers and footers. Pictures, objects, field codes and every group that is marked as unknown (`\*`) are passed over.
"""

import codecs
import re
from dataclasses import dataclass, field, replace
from typing import Final

from onrecord.document.decode import mend
from onrecord.document.office.paged import Paper, Part, file_title, left_out
from onrecord.errors import DocumentError

MAX_DEPTH: Final = 2_000
"""Groups inside groups."""

_TOKEN: Final = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)"
)
_SKIPPED: Final = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "pict", "object", "filetbl", "listtable", "listoverridetable",
     "revtbl", "rsidtbl", "generator", "themedata", "datastore", "latentstyles", "xmlnstbl", "mmathPr",
     "pgptbl", "nonshppict", "private", "xe", "tc", "rxe", "bkmkstart", "bkmkend", "fldinst", "objdata",
     "annotation", "atnid", "atnauthor", "atnref", "sp", "template", "operator", "author", "manager", "company",
     "keywords", "comment", "doccomm", "subject", "category", "hlinkbase", "creatim", "revtim", "printim",
     "buptim", "pntxta", "pntxtb", "listname", "listlevel", "leveltext", "levelnumbers", "panose", "falt", "do",
     "shpinst", "nonesttables", "pnseclvl", "userprops", "docvar", "mailmerge"}
)  # fmt: skip
_APART: Final = {
    "header": "edge", "headerl": "edge", "headerr": "edge", "headerf": "edge",
    "footer": "edge", "footerl": "edge", "footerr": "edge", "footerf": "edge",
    "footnote": "note", "title": "title",
}  # fmt: skip
"""Groups whose text is kept elsewhere than in the text."""

_SIGNS: Final = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "softline": "\n",
}  # fmt: skip
_ESCAPED: Final = {"~": "\xa0", "_": "-", "-": "", "{": "{", "}": "}", "\\": "\\"}
_CODE_PAGES: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The character sets of fonts."""


@dataclass(frozen=True)
class _Group:
    """What holds inside a group. `to` is where its text goes: text, note, edge, title, hidden, fonts or nowhere."""

    to: str = "text"
    skip: int = 1
    """Characters that stand for one given as a number, for old readers."""
    code: str = "cp1252"
    font: int = -1


def paper(data: bytes, source: str) -> Paper:
    """The document in `data`. Raises `DocumentError` E239 for one that is nested too deeply.

    >>> found = paper(rb"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}The caf\\'e9 closed.\\par They left.}", "x")
    >>> [part.text for part in found.parts]
    ['The café closed.', 'They left.']
    """
    reading = _Reading(source)
    reading.read(data)
    parts = tuple(reading.parts)
    return Paper(
        parts=parts,
        title=file_title("".join(reading.beside["title"])),
        left_out=left_out(["".join(reading.beside[name]) for name in ("hidden", "edge")]),
        # Where a line that is full ends a page, RTF does not say: the writer's own breaks are seldom all.
        paged=False,
    )


@dataclass
class _Reading:
    source: str
    parts: list[Part] = field(default_factory=list)
    beside: dict[str, list[str]] = field(default_factory=lambda: {"title": [], "hidden": [], "edge": []})
    _text: list[str] = field(default_factory=list)
    _note: list[str] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)
    _count: int = 0
    _bytes: bytearray = field(default_factory=bytearray)
    _high: str = ""
    """The first half of a letter beyond the first plane."""
    _fonts: dict[int, str] = field(default_factory=dict)
    _code: str = "cp1252"
    _in_row: bool = False

    def read(self, data: bytes) -> None:
        """All of it."""
        stack: list[_Group] = []
        now = _Group()
        owed = 0
        fresh = False
        """Whether a group has just begun: then its first word says what it is."""
        at = 0
        while at < len(data):
            match = _TOKEN.match(data, at)
            if match is None:
                at += 1
                continue
            at = match.end()
            word, number, octet, sign, brace, run = match.groups()
            if octet is None:
                self._flush(now)
            if run is not None:
                taken = min(owed, len(run))
                owed -= taken
                self._bytes += run[taken:]
                self._flush(now)
            elif octet is not None:
                if owed:
                    owed -= 1
                else:
                    self._bytes.append(int(octet, 16))
            elif brace == b"{":
                if len(stack) >= MAX_DEPTH:
                    raise DocumentError(239, self.source, kind="RTF", reason="its groups are nested too deeply")
                stack.append(now)
                owed, fresh = 0, True
                continue
            elif brace == b"}":
                if not stack:
                    break
                outer = stack.pop()
                if now.to == "note" != outer.to:
                    self._end_note()
                now, owed = outer, 0
                if not stack:
                    # What stands behind the outermost group is no part of the document.
                    break
            elif sign is not None:
                owed = 0
                if sign == b"*" and fresh:
                    now = replace(now, to="nowhere")
                else:
                    self._sign(sign.decode("latin-1"), now)
            elif word is not None:
                name, value = word.decode("ascii"), int(number) if number is not None else None
                if name == "bin":
                    at += max(0, value or 0)
                elif name == "u" and value is not None:
                    self._unicode(value, now)
                    owed = now.skip
                else:
                    owed = 0
                    now = self._word(name, value, now)
            fresh = False
        self._flush(now)
        self._end_note()
        self._end_part()
        self._put_notes()

    def _word(self, name: str, value: int | None, now: _Group) -> _Group:
        """What a control word does; how things stand after it."""
        if name == "fonttbl":
            return replace(now, to="fonts")
        if name in _SKIPPED:
            return replace(now, to="nowhere")
        if name in _APART and now.to not in ("nowhere", "fonts"):
            return replace(now, to=_APART[name])
        match name:
            case "ansicpg":
                self._code = _known(f"cp{value}") or self._code
                return replace(now, code=self._code)
            case "mac" | "pc" | "pca":
                self._code = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[name]
                return replace(now, code=self._code)
            case "uc":
                return replace(now, skip=max(0, min(value if value is not None else 1, 16)))
            case "f":
                font = value if value is not None else -1
                code = self._fonts.get(font, self._code) if now.to != "fonts" else now.code
                return replace(now, font=font, code=code)
            case "fcharset" if now.to == "fonts":
                if value in _CODE_PAGES and len(self._fonts) < 10_000:
                    # Of no set of its own is a font of the set 0: the document's page holds.
                    self._fonts[now.font] = _CODE_PAGES[value] if value else self._code
            case "v" | "deleted":
                if now.to in ("text", "hidden"):
                    return replace(now, to="text" if value == 0 else "hidden")
            case "plain":
                if now.to == "hidden":
                    return replace(now, to="text")
            case "par" | "cell" | "nestcell" | "row" | "sect" | "page":
                self._ends(name, now)
            case _ if name in _SIGNS:
                self._say(_SIGNS[name], now)
        return now

    def _ends(self, name: str, now: _Group) -> None:
        if now.to != "text":
            self._say(" ", now)
            return
        self._end_part()
        if name in ("page", "sect"):
            self._put_notes()

    def _sign(self, sign: str, now: _Group) -> None:
        if sign in "\r\n":
            self._ends("par", now)
        else:
            self._say(_ESCAPED.get(sign, ""), now)

    def _unicode(self, value: int, now: _Group) -> None:
        code = value % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
        elif 0xDC00 <= code < 0xE000 and self._high:
            self._say((self._high + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), now)
            self._high = ""
        else:
            self._say(chr(code), now)

    def _flush(self, now: _Group) -> None:
        if self._bytes:
            self._say(bytes(self._bytes).decode(now.code, "replace"), now)
            self._bytes.clear()

    def _say(self, text: str, now: _Group) -> None:
        if now.to == "text":
            self._text.append(text)
        elif now.to == "note":
            self._note.append(text)
        elif now.to in self.beside:
            self.beside[now.to].append(text)

    def _end_part(self) -> None:
        self.parts.append(Part(mend("".join(self._text))))
        self._text = []

    def _end_note(self) -> None:
        if note := "".join(self._note).strip():
            self._count += 1
            self._notes.append(mend(f"[{self._count}] {note}"))
        self._note = []

    def _put_notes(self) -> None:
        self.parts += [Part(note) for note in self._notes]
        self._notes = []


def _known(code: str) -> str | None:
    try:
        return codecs.lookup("utf-8" if code == "cp65001" else code).name
    except LookupError:
        return None
