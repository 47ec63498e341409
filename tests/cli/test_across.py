"""`onrecord board`, `timeline` and `network` at the command line, over a record made by hand."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from onrecord.store.filing import Filing
from onrecord.store.record_store import RecordStore
from tests.program import run
from tests.telling import Line, Person, report

DEMAND = Line(
    "Keth demanded that Belmaria release the nine fishermen.",
    "REQUEST",
    "demanded",
    by=("Keth",),
    to=("Belmaria",),
    about="release the nine fishermen",
    when="2031-05-01",
)
REFUSAL = Line(
    "Tarek Ondal refused Keth to release the nine fishermen.",
    "REJECT",
    "refused",
    by=("Tarek Ondal",),
    to=("Keth",),
    about="release the nine fishermen",
)
TALKS = Line("Keth and Pietra Ollivane met in Oranza.", "CONSULT", "met", by=("Keth", "Pietra Ollivane"), mutual=True)
NEVER = Line(
    "Lusonda never threatened Mirel Asdova.",
    "THREATEN",
    "threatened",
    by=("Lusonda",),
    to=("Mirel Asdova",),
    status="denied",
)
ONDAL = Person("Tarek Ondal", "the envoy of Belmaria")
PARTIES = ("--party", "Keth", "--party", "Belmaria")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "talks.duckdb"
    with RecordStore.open(path) as store:
        store.add(
            [
                Filing(report("2031-05-02", "The Orrery", DEMAND, TALKS)),
                Filing(report("2031-05-09", "The Courier", REFUSAL, people=(ONDAL,))),
                Filing(report("2031-05-10", "The Gazette", NEVER)),
            ]
        )
    return path


def asked(*arguments: str | Path) -> str:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


class TestBoard:
    def test_lines(self, record: Path) -> None:
        assert asked("board", record, *PARTIES, "--since", "2031-05-05").splitlines() == [
            "1 matter, 2 acts from 2 reports; 2 changed since 2031-05-05, marked *",
            "Keth is taken to be: Keth",
            "Belmaria is taken to be: Belmaria; for it: Tarek Ondal",
            "",
            "1. release the nine fishermen",
            "* 2031-05-01 Keth demanded of Belmaria: release the nine fishermen",
            "      answered (reported 2031-05-09); 1 independent report; on the word of the outlet",
            "      The Orrery, 2031-05-02: Keth demanded that Belmaria release the nine fishermen.",
            "      then The Courier, 2031-05-09: Tarek Ondal refused Keth to release the nine fishermen.",
            "* 2031-05-09 Belmaria (Tarek Ondal) refused towards Keth: release the nine fishermen",
            "      open; 1 independent report; on the word of the outlet",
            "      The Courier, 2031-05-09: Tarek Ondal refused Keth to release the nine fishermen.",
            "",
            "Talks",
            "  2031-05-02 Keth, Pietra Ollivane (happened)",
            "      The Orrery, 2031-05-02: Keth and Pietra Ollivane met in Oranza.",
        ]

    def test_json(self, record: Path) -> None:
        found = json.loads(asked("board", record, *PARTIES, "--json"))
        assert [party["name"] for party in found["parties"]] == ["Keth", "Belmaria"]
        (issue,) = found["issues"]
        assert [card["kind"] for card in issue["cards"]] == ["demanded", "refused"]
        assert found["talks"][0]["with"] == ["Pietra Ollivane"]

    def test_csv(self, record: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(asked("board", record, *PARTIES, "--csv"))))
        assert [(row["party"], row["kind"], row["passage"]) for row in rows] == [
            ("Keth", "demanded", DEMAND.text),
            ("Belmaria", "refused", REFUSAL.text),
        ]

    def test_pictures(self, record: Path, tmp_path: Path) -> None:
        files = ("--svg", tmp_path / "b.svg", "--html", tmp_path / "b.html")
        assert asked("board", record, *PARTIES, *files) == ""
        ElementTree.parse(tmp_path / "b.svg")
        assert "Tarek Ondal refused" in (tmp_path / "b.html").read_text("utf-8")

    def test_nothing_between_them(self, record: Path) -> None:
        assert asked("board", record, "--party", "Lusonda", "--party", "Asdova").splitlines()[-1] == (
            "1 report of Lusonda and Asdova read: no demand, offer, refusal, threat or agreement found."
        )

    @pytest.mark.parametrize(
        ("arguments", "number"),
        [
            (("--party", "Keth"), "E530"),
            (("--party", "Keth", "--party", "Nobody Known"), "E531"),
            ((*PARTIES, "--since", "Monday"), "E503"),
            ((*PARTIES, "--json", "--csv"), "E505"),
        ],
    )
    def test_errors(self, record: Path, arguments: tuple[str, ...], number: str) -> None:
        done = run("board", record, *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(number)


class TestTimeline:
    def test_lines(self, record: Path) -> None:
        title = "The Orrery-2031-05-02.txt"
        assert asked("timeline", record, "--by", "Keth").splitlines() == [
            f"2031-05-01 | Keth | REQUEST happened | the outlet's account | {DEMAND.text} | "
            f"The Orrery, 2031-05-02, {title}",
            f"undated | Keth | CONSULT happened | the outlet's account | {TALKS.text} | "
            f"The Orrery, 2031-05-02, {title}",
        ]

    @pytest.mark.parametrize(("clock", "first"), [("happened", "2031-05-01"), ("published", "2031-05-02")])
    def test_clocks_as_json(self, record: Path, clock: str, first: str) -> None:
        rows = [json.loads(line) for line in asked("timeline", record, "--clock", clock, "--json").splitlines()]
        assert (rows[0]["when"], {row["clock"] for row in rows}) == (first, {clock})

    def test_csv(self, record: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(asked("timeline", record, "--csv"))))
        assert (rows[0]["when"], rows[0]["actor"], rows[0]["kind"]) == ("2031-05-01", "Keth", "REQUEST")
        assert rows[0]["report_publisher"] == "The Orrery"

    def test_a_picture_alone_or_with_its_rows(self, record: Path, tmp_path: Path) -> None:
        assert asked("timeline", record, "--svg", tmp_path / "t.svg") == ""
        assert asked("timeline", record, "--html", tmp_path / "t.html", "--csv").startswith("report_id,")
        assert "request" in {e.text for e in ElementTree.parse(tmp_path / "t.svg").iter()}

    @pytest.mark.parametrize(
        ("arguments", "number"),
        [
            (("--clock", "told"), "E532"),
            (("--since", "Monday"), "E503"),
            (("--status", "done"), "E502"),
            (("--json", "--csv"), "E505"),
        ],
    )
    def test_errors(self, record: Path, arguments: tuple[str, ...], number: str) -> None:
        done = run("timeline", record, *arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith(number)


class TestNetwork:
    def test_lines(self, record: Path) -> None:
        lines = asked("network", record, "--type", "REQUEST").splitlines()
        assert lines == [
            "Keth -> Belmaria | verbal conflict | REQUEST 1 (happened 1) | 1 independent report | 2031-05-01 | "
            f"{DEMAND.text} | The Orrery, 2031-05-02, The Orrery-2031-05-02.txt"
        ]

    def test_json_and_csv_have_the_same_rows(self, record: Path) -> None:
        as_json = [json.loads(line) for line in asked("network", record, "--json").splitlines()]
        as_csv = list(csv.DictReader(io.StringIO(asked("network", record, "--csv"))))
        assert [(row["actor"], row["to"]) for row in as_json] == [(row["actor"], row["to"]) for row in as_csv]
        assert len(as_json) == 4

    def test_pictures(self, record: Path, tmp_path: Path) -> None:
        assert asked("network", record, "--svg", tmp_path / "n.svg", "--html", tmp_path / "n.html") == ""
        ElementTree.parse(tmp_path / "n.svg")
        assert "4 rows" in (tmp_path / "n.html").read_text("utf-8")


class TestOccurrences:
    def test_one_act_a_line(self, record: Path) -> None:
        assert asked("moves", record, "--occurrences", "--type", "REQUEST").splitlines() == [
            "act | REQUEST happened | by Keth | to Belmaria | 2031-05-01 | 1 account in 1 independent report | "
            f"on the word of The Orrery | - | {DEMAND.text} | The Orrery, 2031-05-02, The Orrery-2031-05-02.txt"
        ]

    def test_json_has_the_accounts(self, record: Path) -> None:
        rows = [json.loads(line) for line in asked("moves", record, "--occurrences", "--json").splitlines()]
        assert {len(row["accounts"]) for row in rows} == {1}
        assert rows[0]["first_told"] == "2031-05-02"


@pytest.mark.parametrize("command", [("board", *PARTIES), ("timeline",), ("network",)])
class TestPicturesOfAll:
    def test_the_record_is_never_written_over(self, record: Path, command: tuple[str, ...]) -> None:
        before = record.read_bytes()
        done = run(command[0], record, *command[1:], "--svg", record)
        assert (done.returncode, done.stderr[:4]) == (2, b"E533")
        assert record.read_bytes() == before

    def test_two_pictures_need_two_files(self, record: Path, command: tuple[str, ...], tmp_path: Path) -> None:
        files = ("--svg", tmp_path / "x", "--html", tmp_path / "x")
        assert run(command[0], record, *command[1:], *files).stderr.startswith(b"E534")

    def test_a_file_that_cannot_be_written(self, record: Path, command: tuple[str, ...], tmp_path: Path) -> None:
        done = run(command[0], record, *command[1:], "--svg", tmp_path / "gone" / "x.svg")
        assert (done.returncode, done.stderr[:4]) == (1, b"E415")

    def test_the_same_bytes_twice(self, record: Path, command: tuple[str, ...], tmp_path: Path) -> None:
        for name in ("a", "b"):
            files = ("--svg", tmp_path / f"{name}.svg", "--html", tmp_path / f"{name}.html")
            asked(command[0], record, *command[1:], *files)
        for kind in ("svg", "html"):
            assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
