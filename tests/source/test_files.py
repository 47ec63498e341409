"""Bytes come in from files, folders and standard input; what cannot is yielded, and the others go on."""

import io
import os
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

from onrecord.errors import SourceError
from onrecord.source.files import Delivery, deliver


def numbers(items: list[Delivery | SourceError]) -> list[object]:
    return [item.number if isinstance(item, SourceError) else item.data for item in items]


def test_a_file_comes_as_it_is_with_its_path_as_given(tmp_path: Path) -> None:
    path = tmp_path / "talks.txt"
    path.write_bytes(b"\xff\x00 line\r\n")
    os.utime(path, (0, 86400))
    (found,) = deliver([str(path)])
    assert found == Delivery(source=str(path), data=b"\xff\x00 line\r\n", modified="1970-01-02T00:00:00+00:00")


def test_a_folder_is_read_deep_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c/1.txt", ".hidden", ".git/x.txt", "c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    found = list(deliver([str(tmp_path)]))
    assert numbers(found) == [b"a/c/1.txt", b"a/z.txt", b"b.txt", b"c.txt"]
    assert next(item.source for item in found if isinstance(item, Delivery)) == f"{tmp_path}/a/c/1.txt"


def test_a_path_keeps_the_form_it_was_given_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks/1.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert [i.source for i in deliver(["./talks/", "talks"]) if isinstance(i, Delivery)] == [
        "./talks/1.txt",
        "talks/1.txt",
    ]


def test_what_is_missing_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(b"good")
    found = list(deliver([str(tmp_path / "none.txt"), str(tmp_path / "good.txt"), "with\0nul"]))
    assert numbers(found) == [101, b"good", 101]
    assert str(tmp_path / "none.txt") in str(found[0])


def test_an_unreadable_file_among_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "c.txt").write_bytes(b"c")
    (tmp_path / "d.txt").symlink_to("gone")
    assert numbers(list(deliver([str(tmp_path)]))) == [b"a", 102, b"c", 101]


def test_a_file_without_leave_to_read() -> None:
    # Not in pytest's own folder: that is closed to the user the script changes to.
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        path = Path(name) / "secret.txt"
        path.write_bytes(b"x")
        path.chmod(0)
        script = textwrap.dedent(f"""
            import os
            from onrecord.source.files import deliver
            # Permissions do not bind the superuser.
            if os.geteuid() == 0:
                os.seteuid(65534)
            print(*(error.number for error in deliver([{str(path)!r}])))
        """)
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["102"], done.stderr


def test_a_folder_with_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / ".only-hidden").write_text("x")
    assert numbers(list(deliver([str(tmp_path)]))) == [103]


def test_a_loop_of_folder_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/1.txt").write_bytes(b"1")
    (tmp_path / "a/back").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert numbers(list(deliver([str(tmp_path)]))) == [b"1"]


def test_pipes_in_folders_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "x.txt").write_bytes(b"x")
    assert numbers(list(deliver([str(tmp_path)]))) == [b"x"]


def test_too_large_a_file_is_refused_and_one_of_just_the_size_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)
    (tmp_path / "b").write_bytes(b"x" * 10)
    found = list(deliver([str(tmp_path)], max_bytes=10))
    assert numbers(found) == [104, b"x" * 10]
    assert "10 bytes" in str(found[0])


def test_a_name_that_is_no_text_can_still_be_written(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_bytes(b"x")
    (found,) = deliver([str(tmp_path)])
    assert isinstance(found, Delivery)
    assert found.source.encode() == f"{tmp_path}/caf\ufffd.txt".encode()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"from\r\na pipe")))
    assert list(deliver(["-"])) == [Delivery(source="-", data=b"from\r\na pipe")]


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert numbers(list(deliver(["-"]))) == [105]
