from pathlib import Path

import pytest

from onrecord.cli.main import main


@pytest.mark.parametrize("option", [("--scheduler", "tcp://127.0.0.1:1"), ("--job", "here")])
def test_what_goes_with_a_cluster_only(
    option: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(tmp_path / "r.duckdb"), "a.txt", *option]) == 2
    assert f"E500 The command was put wrongly: {option[0]} goes with --engine dask" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_there_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(tmp_path / "r.duckdb"), "a.txt", "--engine", "ray"]) == 2
    assert "dask" in capsys.readouterr().err


def test_a_job_takes_no_folder_of_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.txt").write_text("mine", "utf-8")
    assert main(["add", "r.duckdb", "a.txt", "--engine", "dask", "--job", "elsewhere"]) == 1
    assert "E399 The job's folder cannot be used (other files lie there, such as mine.txt): elsewhere" in (
        capsys.readouterr().err
    )
    assert (tmp_path / "elsewhere" / "mine.txt").read_text("utf-8") == "mine"
