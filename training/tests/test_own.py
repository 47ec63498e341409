"""Our own reports can be read, and hold what the guide asks for."""
# ruff: noqa: D103 - the names of the tests say what they hold

import pytest

from training.own import OwnError, read_all, read_report


def test_every_report_can_be_read() -> None:
    reports = list(read_all())
    assert len({report.name for report in reports}) == len(reports) > 200
    assert sum(len(report.statements) for report in reports) > 2500
    assert all(report.mentions for report in reports)


@pytest.mark.parametrize(
    ("marked", "fault"),
    [
        ("{s1 <p1 Orr>} {q1 said} {c1 no.", "never closed"),
        ("<p1 Orr>} left", "closes nothing"),
        ("{s1 Orr} {q1 said}", "has no content"),
        ("<p1 Orr> met <o1 Orr>", "is person and organization"),
        ("{c1  } he said", "nothing inside"),
        ("a < b", "left in the text"),
    ],
)
def test_a_fault_is_told_with_its_place(marked: str, fault: str) -> None:
    with pytest.raises(OwnError, match=fault):
        read_report("a", "wire", marked)


def test_marks_nest_and_are_shared() -> None:
    marked = "{s1,2 <p1 Orr>} {q1 said} {c1 no} and {q2 denied} {c2 {s3 <g2 they>} {q3 knew} {c3 it}}."
    report = read_report("a", "wire", marked)
    assert report.text == "Orr said no and denied they knew it."
    assert report.statements[1]["source"] == report.statements[2]["source"] == [[0, 3]]
    assert report.statements[2]["content"] == [[23, 35]]
    assert report.statements[3]["content"] == [[33, 35]]
