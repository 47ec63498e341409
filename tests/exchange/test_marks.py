"""Marks out to brat and INCEpTION and back: a file that was not changed asks for nothing, another for what was."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cassis import load_cas_from_json
from msgspec.structs import replace

from onrecord.errors import ExchangeError
from onrecord.exchange import brat, inception
from onrecord.exchange.brought import Brought
from onrecord.exchange.selected import selected
from onrecord.flow.book import RecordBook
from onrecord.flow.bring import bring
from onrecord.record.parts import Record
from onrecord.store.filters import Filters
from tests.exchange.kept import ASTRAL, HOSTILE, kept, over_lines
from tests.made import talks

ENDS = {brat: ".ann", inception: ".json"}
TEXTS = [talks(), talks(text=ASTRAL), talks(text=HOSTILE), over_lines()]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[RecordBook]:
    with RecordBook(kept(tmp_path, talks(text=ASTRAL))) as book:
        yield book


def out(book: RecordBook, format_: ModuleType, folder: Path) -> Path:
    """The marks of the one report of a book, as they go out."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(format_.write(book._store, Filters()))))
    archive.extractall(folder)
    (name,) = (name for name in archive.namelist() if name.endswith(ENDS[format_]))
    return folder / name


def edited(path: Path, old: str, new: str) -> Path:
    """The file with words changed that stand there just once."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return path


def without(path: Path, *lines: str) -> Path:
    """The `.ann` file without the lines that begin so, one for each."""
    kept = path.read_text("utf-8").split("\n")
    for begun in lines:
        (found,) = (one for one in kept if one.startswith(begun))
        kept.remove(found)
    path.write_text("\n".join(kept), "utf-8")
    return path


def changed(path: Path, change: Any) -> Path:
    """The CAS with its marks changed."""
    data = json.loads(path.read_text("utf-8"))
    held = data["%FEATURE_STRUCTURES"]
    held[:] = [one for one in held if one["%TYPE"] != inception.LAYER or change(one) is not False]
    (view,) = data["%VIEWS"].values()
    view["%MEMBERS"] = [id_ for id_ in view["%MEMBERS"] if any(one["%ID"] == id_ for one in held)]
    path.write_text(json.dumps(data), "utf-8")
    return path


def asked(book: RecordBook, path: Path, format_: ModuleType) -> list[Any]:
    return list(format_.read(path, book.record))


def said(found: list[Any]) -> list[Any]:
    return [
        one.number if isinstance(one, ExchangeError) else (one.action, one.entry, dict(one.fields)) for one in found
    ]


@pytest.mark.parametrize("format_", [brat, inception])
class TestBoth:
    @pytest.mark.parametrize("record", TEXTS, ids=["plain", "astral", "hostile", "over lines"])
    def test_a_file_that_was_not_changed_asks_for_nothing(
        self, tmp_path: Path, format_: ModuleType, record: Record
    ) -> None:
        with RecordBook(kept(tmp_path, record)) as book:
            path = out(book, format_, tmp_path)
            assert asked(book, path, format_) == []

    def test_without_the_list_of_what_went_out_nothing_is_asked(
        self, book: RecordBook, tmp_path: Path, format_: ModuleType
    ) -> None:
        path = out(book, format_, tmp_path)
        if format_ is brat:
            without(path, "#7\tOnrecord")
        else:
            changed(path, lambda one: one["part"] != "report")
        with pytest.raises(ExchangeError) as caught:
            asked(book, path, format_)
        assert caught.value.number == 611

    def test_what_others_corrected_since_stands(self, book: RecordBook, tmp_path: Path, format_: ModuleType) -> None:
        path = out(book, format_, tmp_path)
        book.correct("talks-1", "m1", {"status": "denied"}, author="A. Editor")
        assert asked(book, path, format_) == []
        status = ("Status E4 happened", "Status E4 planned")
        _set(path, format_, "m1", "status", "planned", status)
        assert said(asked(book, path, format_)) == [620]

    def test_a_field_is_set(self, book: RecordBook, tmp_path: Path, format_: ModuleType) -> None:
        path = out(book, format_, tmp_path)
        _set(path, format_, "m2", "status", "planned", ("Status E5 conditional", "Status E5 planned"))
        assert said(asked(book, path, format_)) == [("set", "m2", {"status": ["planned"]})]
        made = list(bring(book, _name(format_), path, author="A. Editor"))
        assert [row.person for one in made for row in one.corrections] == ["planned"]
        (report,) = book.records()
        assert (report.moves[1].status, report.moves[1].by) == ("planned", talks(text=ASTRAL).moves[1].by)
        # Brought twice it asks for nothing more.
        assert asked(book, path, format_) == []

    def test_what_is_deleted_is_rejected(self, book: RecordBook, tmp_path: Path, format_: ModuleType) -> None:
        path = out(book, format_, tmp_path)
        if format_ is brat:
            without(path, "E6\t", "A6\t", "#6\t")
        else:
            changed(path, lambda one: one.get("entry") != "m3")
        assert said(asked(book, path, format_)) == [("reject", "m3", {})]
        assert all(one.corrections for one in bring(book, _name(format_), path, author="A. Editor"))
        assert [move.id for move in next(book.records()).moves] == ["m1", "m2"]
        assert asked(book, path, format_) == []

    def test_another_text_under_a_mark_is_detached(self, tmp_path: Path, format_: ModuleType) -> None:
        with RecordBook(kept(tmp_path, talks())) as book:
            path = out(book, format_, tmp_path)
            edited(path, "demanded", "demandeD") if format_ is brat else _text(path, "demanded", "demandeD")
            found = asked(book, path, format_)
        assert said(found)[0] == 613
        # It is not taken for deleted, and no other mark for changed.
        assert not any(isinstance(one, Brought) for one in found)

    def test_a_report_that_is_not_there(self, book: RecordBook, tmp_path: Path, format_: ModuleType) -> None:
        path = out(book, format_, tmp_path)
        name = re.search("urn:x-onrecord:([0-9a-f]{64})", path.read_text("utf-8"))
        assert name is not None
        edited(path, name[0], f"urn:x-onrecord:{'0' * 64}")
        with pytest.raises(ExchangeError) as caught:
            asked(book, path, format_)
        assert caught.value.number == 616

    @pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"{}", b"[1, 2", b"PK\x03\x04", b'{"%TYPES": {}}'])
    def test_what_is_no_such_file(self, book: RecordBook, tmp_path: Path, format_: ModuleType, data: bytes) -> None:
        path = tmp_path / f"odd{ENDS[format_]}"
        path.write_bytes(data)
        for one in (path, tmp_path / "none.ann", tmp_path):
            with pytest.raises(ExchangeError) as caught:
                asked(book, one, format_)
            assert caught.value.number in (611, 616)


class TestBrat:
    def test_offsets_are_code_points_and_texts_stand_there(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, brat, tmp_path)
        text = path.with_suffix(".txt").read_bytes().decode()
        assert text == ASTRAL
        lines = [line for line in path.read_text("utf-8").split("\n") if line.startswith("T")]
        assert len(lines) > 15
        for line in lines:
            _, places, words = line.split("\t", 2)
            pieces = [tuple(map(int, place.split(" "))) for place in places.partition(" ")[2].split(";")]
            assert " ".join(text[start:stop] for start, stop in pieces) == words

    def test_a_passage_over_lines_is_in_pieces(self, tmp_path: Path) -> None:
        with RecordBook(kept(tmp_path, over_lines())) as book:
            text = out(book, brat, tmp_path).read_text("utf-8")
        (line,) = (one for one in text.split("\n") if one.startswith("T") and "Keth had agreed" in one)
        assert ";" in line
        assert line.endswith("reopens. It was said that shots had")

    def test_other_words_are_marked(self, book: RecordBook, tmp_path: Path) -> None:
        """To: other words; By: nobody any more; a note; a second condition."""
        path = out(book, brat, tmp_path)
        start = ASTRAL.index("envoy")
        edited(path, "E5\tAGREE:T20 By:T12 Condition:T21", "E5\tAGREE:T20 To:T90 Condition:T21 Condition2:T91")
        with path.open("a", encoding="utf-8") as file:
            file.write(f"T90\tWords {start} {start + 5}\tenvoy\nT91\tWords {start + 9} {start + 17}\tBelmaria\n")
            file.write("#90\tAnnotatorNotes E5\twho then?\n")
        (found,) = asked(book, path, brat)
        assert said([found])[0][2] == {
            "by": [],
            "to": [f"{start}-{start + 5}"],
            "conditions": [talks(text=ASTRAL).moves[1].conditions[0], (start + 9, start + 17)],
        }
        assert found.note == "who then?"

    def test_of_two_who_take_part_the_other_stays_who_they_are(self, tmp_path: Path) -> None:
        record = talks()
        demand, *others = record.moves
        with RecordBook(
            kept(tmp_path, replace(record, moves=(replace(demand, by=(*demand.by, *demand.to)), *others)))
        ) as book:
            path = out(book, brat, tmp_path)
            start = record.report.text.index("Tarek")
            edited(path, " By2:T17", " By2:T90")
            with path.open("a", encoding="utf-8") as file:
                file.write(f"T90\tWords {start} {start + 11}\tTarek Ondal\n")
            list(bring(book, "brat", path, author="A. Editor"))
            move = next(book.records()).moves[0]
        assert [party.actor for party in move.by] == [demand.by[0].actor, record.actors[2].id]

    def test_a_missed_move_and_statement(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, brat, tmp_path)
        start = ASTRAL.index("withdraw")
        with path.open("a", encoding="utf-8") as file:
            file.write(f"T90\tRETREAT {start} {start + 8}\twithdraw\nE90\tRETREAT:T90 By:T17\nA90\tStatus E90 asked\n")
            file.write(f"T91\tStatement {start} {start + 19}\twithdraw its troops\nE91\tStatement:T91\n")
        by = talks(text=ASTRAL).moves[0].to[0].span
        assert said(asked(book, path, brat)) == [
            (
                "add",
                "move",
                {
                    "trigger": [(start, start + 8)],
                    "by": ["{}-{}".format(*by)],
                    "type": ["RETREAT"],
                    "status": ["asked"],
                },
            ),
            ("add", "statement", {"content": [(start, start + 19)]}),
        ]
        made = list(bring(book, "brat", path, author="A. Editor"))
        assert [len(one.corrections) for one in made] == [1, 1]
        assert asked(book, path, brat) == []

    def test_lines_that_cannot_be_used_are_told_and_nothing_is_lost(self, book: RecordBook, tmp_path: Path) -> None:
        path = edited(out(book, brat, tmp_path), "E6\tASSAULT:T22", "E6 ASSAULT T22")
        with path.open("a", encoding="utf-8") as file:
            file.write("R1\tOver Arg1:T1 Arg2:T2\nE90\tPLAN:T1\nE91\tREQUEST:T999\nE92\tREQUEST:T15 Why:T1\n")
            file.write("E93\tREQUEST:T15\n#93\tOnrecord E93\tm1\n")
        found = asked(book, path, brat)
        assert [one for one in said(found) if isinstance(one, int)] == [621] * 6
        assert [one for one in found if isinstance(one, Brought)] == []
        assert f"{path.name}, line" in str(found[0])

    def test_actors_are_to_be_looked_at_only(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, brat, tmp_path)
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^(T\d+)\tPerson", r"\1\tGroup", text, count=1, flags=re.MULTILINE), "utf-8")
        assert said(asked(book, path, brat)) == [615]

    def test_the_configuration_knows_every_kind_of_mark(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, brat, tmp_path)
        configuration = (tmp_path / "annotation.conf").read_text("utf-8")
        for line in path.read_text("utf-8").split("\n"):
            if line[:1] in ("T", "A"):
                name = line.split("\t")[1].split(" ")[0]
                assert re.search(rf"^{name}\b", configuration, re.MULTILINE)

    def test_a_file_that_broke_off_asks_for_nothing(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, brat, tmp_path)
        lines = path.read_text("utf-8").rstrip("\n").split("\n")
        for length in range(len(lines)):
            path.write_text("\n".join(lines[:length]), "utf-8")
            with pytest.raises(ExchangeError):
                asked(book, path, brat)


class TestInception:
    def test_offsets_are_utf_16_in_the_file_and_code_points_here(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, inception, tmp_path)
        data = json.loads(path.read_text("utf-8"))
        sofa = next(one for one in data["%FEATURE_STRUCTURES"] if "sofaString" in one)["sofaString"]
        assert sofa == ASTRAL
        units = sofa.encode("utf-16-le")
        (trigger,) = (one for one in _marks(data) if (one.get("entry"), one["part"]) == ("m1", "move"))
        assert units[2 * trigger["begin"] : 2 * trigger["end"]].decode("utf-16-le") == "demanded"
        assert trigger["begin"] == ASTRAL.index("demanded") + 3
        with path.open("rb") as file:
            read = load_cas_from_json(file)
        assert {one.get_covered_text() for one in read.select(inception.LAYER) if one.entry == "m1"} >= {
            "demanded", "She", "Belmaria",
        }  # fmt: skip

    def test_other_words_are_marked_behind_far_off_characters(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, inception, tmp_path)
        start = ASTRAL.index("envoy")
        units = len(ASTRAL[:start].encode("utf-16-le")) // 2

        def change(one: dict[str, Any]) -> None:
            if (one.get("entry"), one["part"]) == ("m1", "to"):
                one["begin"], one["end"] = units, units + 5
            if (one.get("entry"), one["part"]) == ("m1", "move"):
                one["note"] = "who then?"

        (found,) = asked(book, changed(path, change), inception)
        assert said([found]) == [("set", "m1", {"to": [f"{start}-{start + 5}"]})]
        assert found.note == "who then?"

    def test_a_missed_move(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, inception, tmp_path)
        start = ASTRAL.index("withdraw")
        units = len(ASTRAL[:start].encode("utf-16-le")) // 2
        _append(path, entry="new", part="move", kind="RETREAT", begin=units, end=units + 8)
        assert said(asked(book, path, inception)) == [
            ("add", "move", {"trigger": [(start, start + 8)], "type": ["RETREAT"]})
        ]
        list(bring(book, "inception", path, author="A. Editor"))
        assert asked(book, path, inception) == []

    def test_marks_that_cannot_be_used_are_told_and_nothing_is_lost(self, book: RecordBook, tmp_path: Path) -> None:
        path = out(book, inception, tmp_path)
        _append(path, part="by", begin=0, end=1)
        _append(path, entry="new", part="by", begin=0, end=1)
        _append(path, entry="m2", part="cue", begin=0, end=1)
        found = asked(book, path, inception)
        assert said(found) == [621, 621, 621]

    def test_xmi(self, book: RecordBook, tmp_path: Path) -> None:
        """As another tool would write it: with the types of others beside ours."""
        path = out(book, inception, tmp_path)
        (one,) = selected(book._store, Filters())
        types = inception.typesystem()
        token = types.create_type("other.Token", "uima.tcas.Annotation")
        cas = inception.cas(one, types)
        cas.add(token(begin=0, end=1))
        (mark,) = (m for m in cas.select(inception.LAYER) if (m.entry, m.part) == ("m2", "move"))
        path = path.with_suffix(".xmi")
        cas.to_xmi(path)
        assert asked(book, path, inception) == []
        mark.status = "planned"
        cas.to_xmi(path)
        assert said(asked(book, path, inception)) == [("set", "m2", {"status": ["planned"]})]

    def test_without_the_library(self, book: RecordBook, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(__import__("sys").modules, "cassis", None)
        with pytest.raises(ExchangeError) as caught:
            inception.write(book._store, Filters())
        assert caught.value.number == 622
        assert "onrecord[inception]" in str(caught.value)


def _name(format_: ModuleType) -> str:
    return format_.__name__.rpartition(".")[2]


def _set(path: Path, format_: ModuleType, entry: str, feature: str, value: str, line: tuple[str, str]) -> None:
    """Set a feature of an entry's own mark; for brat by changing a line."""
    if format_ is brat:
        edited(path, *line)
    else:

        def change(one: dict[str, Any]) -> None:
            if one.get("entry") == entry and one["part"] in ("statement", "move"):
                one[feature] = value

        changed(path, change)


def _text(path: Path, old: str, new: str) -> None:
    data = json.loads(path.read_text("utf-8"))
    sofa = next(one for one in data["%FEATURE_STRUCTURES"] if "sofaString" in one)
    sofa["sofaString"] = sofa["sofaString"].replace(old, new)
    path.write_text(json.dumps(data), "utf-8")


def _append(path: Path, **features: Any) -> None:
    data = json.loads(path.read_text("utf-8"))
    held = data["%FEATURE_STRUCTURES"]
    id_ = max(one["%ID"] for one in held) + 1
    held.append({"%ID": id_, "%TYPE": inception.LAYER, "@sofa": 1, **features})
    (view,) = data["%VIEWS"].values()
    view["%MEMBERS"].append(id_)
    path.write_text(json.dumps(data), "utf-8")


def _marks(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in data["%FEATURE_STRUCTURES"] if one["%TYPE"] == inception.LAYER]
