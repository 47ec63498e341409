"""The paragraphs of a Word document (DOCX, Office Open XML: ISO/IEC 29500-1, WordprocessingML), out of its zip file.

What is read of the text says `wordwalk`; hidden words, headers and footers are set apart. Pages begin at the breaks
that the writer made, and at those that Word left when it last laid the document out (`lastRenderedPageBreak`). Nothing
is run, resolved or fetched; comments are not read.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from onrecord.document.office.kinds import MAIN
from onrecord.document.office.paged import Paper, file_title, left_out
from onrecord.document.office.wordwalk import Walk, local, value
from onrecord.errors import DocumentError

MAX_PART: Final = 64 * 1024 * 1024
"""Bytes of one part, unpacked."""
MAX_RATIO: Final = 150
"""A part larger than a megabyte is unpacked to at most so many times its packed size; Word's reach 30 or so."""
MAX_PIECES: Final = 400_000
"""Paragraphs, and pieces of text in them."""


def paper(data: bytes, source: str) -> Paper:
    """The document in `data`. Raises `DocumentError` E236, E238 and E239."""
    with _opened(data, source) as archive:
        names = archive.namelist()
        main = next((name for name in names if MAIN.fullmatch(name)), None)
        if main is None:
            raise _broken(source, "it holds no text")
        notes = {
            kind: _notes(archive, f"word/{kind}s.xml", kind, source)
            for kind in ("footnote", "endnote")
            if f"word/{kind}s.xml" in names
        }
        walk = Walk(notes)
        for element in _blocks(_read(archive, main, source), source):
            walk.take(element)
            if walk.pieces > MAX_PIECES:
                raise DocumentError(238, source, count=walk.pieces, what="pieces of text", limit=MAX_PIECES)
        walk.finish()
        edges = [name for name in names if re.fullmatch(r"word/(?:header|footer)\d{1,4}\.xml", name)][:50]
        beside = [text for name in edges for text in _texts(archive, name, source)]
        known = _property(archive, "docProps/app.xml", "Pages", source)
        pages = 1 + sum(len(part.breaks) for part in walk.parts)
        return Paper(
            parts=tuple(walk.parts),
            title=file_title(_property(archive, "docProps/core.xml", "title", source)),
            left_out=left_out([*walk.hidden, *beside]),
            # Without the breaks that Word left, those that the writer made are all pages unless Word counted more.
            paged=pages > 1 and (walk.rendered or not (known or "").isdecimal() or int(known or "0") <= pages),
        )


def _opened(data: bytes, source: str) -> ZipFile:
    try:
        return ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError, RecursionError) as error:
        raise _broken(source, "its archive is damaged") from error


def _read(archive: ZipFile, name: str, source: str) -> bytes:
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise DocumentError(236, source)
    limit = min(MAX_PART, max(1024 * 1024, MAX_RATIO * info.compress_size))
    try:
        with archive.open(name) as member:
            # The size in the directory may be a lie: what comes out is counted.
            data = member.read(limit + 1)
    except Exception as error:  # whatever the many unpackers of zipfile raise
        raise _broken(source, "its archive is damaged") from error
    if len(data) > limit:
        raise DocumentError(238, source, count=f"over {limit:,}", what="bytes when unpacked", limit=f"{limit:,}")
    return data


def _blocks(xml: bytes, source: str) -> Iterator[Any]:
    """The paragraphs, tables and the like right under the body, each freed when it was used."""
    from lxml import etree

    _refuse_entities(xml, source)
    try:
        events = etree.iterparse(
            BytesIO(xml),
            events=("end",),
            tag=["{*}p", "{*}tbl", "{*}sdt", "{*}sectPr"],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            remove_comments=True,
            remove_pis=True,
        )
        for _, element in events:
            parent = element.getparent()
            if parent is not None and local(parent) == "body":
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
    except etree.LxmlError as error:
        raise _broken(source, _first_line(error)) from error


def _refuse_entities(xml: bytes, source: str) -> None:
    """No part of such a file has a document type; one that has is made to be expanded."""
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml or xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _broken(source, "it declares entities, or is written in an encoding that Word does not use")


def _tree(xml: bytes, source: str) -> Any:
    from lxml import etree

    _refuse_entities(xml, source)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.LxmlError as error:
        raise _broken(source, _first_line(error)) from error


def _notes(archive: ZipFile, name: str, kind: str, source: str) -> dict[str, str]:
    """The notes by their ids."""
    found: dict[str, str] = {}
    for note in _tree(_read(archive, name, source), source):
        if local(note) == kind and value(note, "type") in (None, "normal"):
            walk = Walk({})
            for element in note:
                walk.take(element)
            found[value(note, "id") or ""] = " ".join(part.text for part in walk.parts if part.text.strip())
    return found


def _texts(archive: ZipFile, name: str, source: str) -> list[str]:
    walk = Walk({})
    for element in _tree(_read(archive, name, source), source):
        walk.take(element)
    return [part.text for part in walk.parts]


def _property(archive: ZipFile, name: str, wanted: str, source: str) -> str | None:
    if name not in archive.namelist():
        return None
    found = (element.text for element in _tree(_read(archive, name, source), source) if local(element) == wanted)
    return next(found, None)


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _broken(source: str, reason: str) -> DocumentError:
    return DocumentError(239, source, kind="DOCX", reason=reason)
