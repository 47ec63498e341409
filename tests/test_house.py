"""The shape of the house: imports look back, files stay short, words of a language stay in data files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord

HOUSE = Path(onrecord.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))

ROOMS = (
    "version",
    "errors",
    "source",
    "document",
    "reading",
    "record",
    "across",
    "store",
    "views",
    "exchange",
    "flow",
    "evaluate",
    "http",
    "desk",
    "cli",
)
"""In order: a room imports itself and earlier ones only."""

DOORS = {"__init__", "__main__"}
DATA = {"demo"}
LONGEST = 400

# Rooms that touch neither a store, nor the network, nor other processes.
PURE = {"document", "reading", "record", "across"}
OUTSIDE = {
    "duckdb",
    "psycopg",
    "pyarrow",
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "asyncio",
    "subprocess",
    "dask",
    "distributed",
}
STORES = {"duckdb", "psycopg", "pyarrow", "sqlite3"}
# Only these fetch pages by their address, and only a run that is asked to (see below).
FETCHING = {
    HOUSE / "source" / "address.py": {"socket", "urllib3"},
    HOUSE / "source" / "web.py": {"http", "socket", "ssl", "urllib3"},
}
# Only the desk listens, and only its client asks; neither starts programs or fetches addresses.
NETWORKED = {"http": {"socket", "asyncio", "http"}}
FORMATS = {
    HOUSE / "exchange" / "parquet.py": {"pyarrow"},
    HOUSE / "document" / "forms" / "parquet.py": {"pyarrow"},
    # Parsers in C are run in a process of their own.
    HOUSE / "document" / "apart.py": {"subprocess"},
    # What many machines read and write.
    **{HOUSE / "flow" / "scale" / f"{name}.py": {"pyarrow"} for name in ("adding", "batches", "job", "rescue", "work")},
    HOUSE / "flow" / "scale" / "cluster.py": {"pyarrow", "dask", "distributed"},
}
"""Outside formats that the library of a store reads or writes, and who else reaches further than its room."""

# Rooms that may know English words, but only from data files.
LINGUISTIC = {"source", "document", "reading", "evaluate"}
WORDS = HOUSE / "reading" / "languages" / "en"


def _column(name: str, column: int) -> set[str]:
    lines = (WORDS / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    return {word.lower() for row in rows if len(row) > column for word in row[column].split()}


# Words that any list of English words would hold some of: closed classes, reporting verbs, the calendar.
COMMON = {
    word
    for word in _column("function_words.tsv", 1) | _column("cues.tsv", 0) | _column("calendar.tsv", 2)
    if len(word) > 1
}
TOO_MANY = 5


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in the file, relative imports made absolute."""
    package = ("onrecord", *path.relative_to(HOUSE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (above, node.module)))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    parts = [name.split(".") for name in imported(path)]
    return {p[1] for p in parts if p[0] == "onrecord" and len(p) > 1 and (p[1] in ROOMS or p[1] in DATA)}


def later_rooms(path: Path) -> set[str]:
    own = ROOMS.index(room_of(path))
    return {room for room in rooms_imported(path) - DATA if ROOMS.index(room) > own}


def listed_words(path: Path) -> Iterator[tuple[int, set[str]]]:
    """Collections and split strings that hold words of a language, with their line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        texts: list[str] = []
        if isinstance(node, (ast.List, ast.Set, ast.Tuple)):
            texts = [e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        elif isinstance(node, ast.Dict):
            texts = [k.value for k in node.keys if isinstance(k, ast.Constant) and isinstance(k.value, str)]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            texts = _split(node.func.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.compile", "compile"):
            # Alternatives of a pattern are a list of words too.
            texts = [piece for text in _strings(node) for piece in re.split(r"[|()?:\[\]\\]+", text)]
        words = {text.strip().lower() for text in texts} & COMMON
        if words:
            yield node.lineno, words


def _split(node: ast.expr) -> list[str]:
    return node.value.split() if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def _strings(node: ast.AST) -> list[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def test_every_room_is_known() -> None:
    assert {room_of(path) for path in FILES} <= {*ROOMS, *DOORS, *DATA}


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
class TestFile:
    def test_imports_look_back(self, path: Path) -> None:
        if room_of(path) in ROOMS:
            assert later_rooms(path) == set()

    def test_is_short(self, path: Path) -> None:
        assert len(path.read_text("utf-8").splitlines()) <= LONGEST

    def test_reaches_no_store_or_network_where_it_may_not(self, path: Path) -> None:
        names = set(imported(path))
        reached = {name for name in OUTSIDE if any(n == name or n.startswith(f"{name}.") for n in names)}
        if path in FORMATS:
            assert reached <= FORMATS[path]
        elif room_of(path) in PURE:
            assert reached == set()
        elif room_of(path) == "store":
            assert reached <= STORES
        elif path in FETCHING:
            assert reached <= FETCHING[path]
        elif room_of(path) in NETWORKED:
            assert {name.split(".")[0] for name in reached} <= NETWORKED[room_of(path)]
        else:
            assert reached == set()

    def test_holds_no_words_of_a_language(self, path: Path) -> None:
        if room_of(path) not in LINGUISTIC:
            return
        found = {line: words for line, words in listed_words(path) if len(words) >= TOO_MANY}
        assert found == {}, "move them to a data file in languages/"


def test_addresses_are_fetched_from_one_place_and_never_by_the_desk() -> None:
    assert [path for path in FILES if "onrecord.source.web" in imported(path)] == [HOUSE / "flow" / "run.py"]
    asked = {
        room_of(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "fetch"
    }
    assert asked == {"flow", "cli"}


def test_the_public_door_imports_nothing_heavy_at_once() -> None:
    top = ast.parse((HOUSE / "__init__.py").read_text("utf-8")).body
    modules = {n.module for n in top if isinstance(n, ast.ImportFrom)}
    assert modules <= {"collections.abc", "os", "typing", "onrecord.errors", "onrecord.version"}


class TestTheseTests:
    """The checks see what they are there to see."""

    @pytest.fixture
    def house(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr("tests.test_house.HOUSE", tmp_path)
        (tmp_path / "reading").mkdir()
        return tmp_path

    @pytest.mark.parametrize(
        "line",
        [
            "import onrecord.store",
            "from onrecord.store.record_store import RecordStore",
            "from onrecord import store",
            "from ..store import record_store",
            "from .. import store",
            "def f():\n    import onrecord.store.rows",
        ],
    )
    def test_a_look_ahead_is_seen(self, house: Path, line: str) -> None:
        path = house / "reading" / "names.py"
        path.write_text(line, "utf-8")
        assert later_rooms(path) == {"store"}

    @pytest.mark.parametrize(
        "line",
        [
            'WORDS = {"he", "she", "they", "who", "whom"}',
            'WORDS = "he she they who whom".split()',
            'import re\nX = re.compile(r"(he|she|they|who|whom)")',
            'WORDS = {"he": 1, "she": 2, "they": 3, "who": 4, "whom": 5}',
        ],
    )
    def test_words_of_a_language_are_seen(self, house: Path, line: str) -> None:
        path = house / "reading" / "names.py"
        path.write_text(line, "utf-8")
        assert any(len(words) >= TOO_MANY for _, words in listed_words(path))
