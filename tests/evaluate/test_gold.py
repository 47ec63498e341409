from pathlib import Path

import pytest

from onrecord.errors import EvaluateError
from onrecord.evaluate.gold import read_gold
from onrecord.evaluate.run import evaluate, labelled

GOOD = b'{"id": 1, "text": "Venn agreed.", "attributions": []}\n'


@pytest.mark.parametrize(
    ("lines", "number", "line"),
    [
        (b'{"id": 1, "text": "Venn', 603, 2),
        (b'{"id": 2, "text": "Venn \xff"}', 603, 2),
        (b'{"id": 2}', 604, 2),
        (b'{"id": 2, "text": 7}', 604, 2),
        (b'{"id": 2, "text": "Venn", "events": [{"type": "PRAISE"}]}', 604, 2),
        (b'{"id": 2, "text": "Venn", "moves": [{"type": "AGREE", "trigger": [0]}]}', 604, 2),
        (b'{"id": 2, "text": "Venn", "moves": [{"type": "AGREE", "trigger": [0, 5]}]}', 605, 2),
        (b'\n{"id": 2, "text": "Venn", "noise": [{"span": [3, 1]}]}', 605, 3),
        (b'{"id": 1, "text": "Venn"}', 606, 2),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, lines: bytes, number: int, line: int) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(GOOD + lines)
    with pytest.raises(EvaluateError) as caught:
        read_gold(str(path))
    assert (caught.value.number, caught.value.where) == (number, f"{path}, line {line}")


def test_files_that_are_none(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"\n \n")
    for path, number in ((tmp_path / "absent", 601), (tmp_path, 602), (empty, 607)):
        with pytest.raises(EvaluateError) as caught:
            read_gold(str(path))
        assert caught.value.number == number


def test_labels_of_another_kind_and_no_kind(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(GOOD)
    for kind, number in (("moves", 608), ("status", 608), ("coreference", 608), ("reports", 608), ("praise", 609)):
        with pytest.raises(EvaluateError) as caught:
            evaluate(kind, str(path))
        assert caught.value.number == number
    assert labelled("attributions", read_gold(str(path)), "gold")[0].text == "Venn agreed."


def test_a_byte_order_mark_and_null_labels_are_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf" + b'{"id": "a", "text": "x", "attributions": [{"content": [[0, 1]], "source": null}]}'
    )
    (report,) = read_gold(str(path))
    assert report.attributions is not None
    assert (report.attributions[0].content, report.attributions[0].source) == (((0, 1),), None)


def test_a_passage_with_a_missing_cell_is_named(tmp_path: Path) -> None:
    head = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    path = tmp_path / "gap.tsv"
    path.write_text(head + "p1\tShe met Venn.\tShe\t0\tVenn\t8\tFALSE\tVenn\tx\tFALSE\tnone\n", "utf-8")
    with pytest.raises(EvaluateError) as caught:
        read_gold(str(path))
    assert (caught.value.number, caught.value.where) == (604, f"{path}, line 2")
