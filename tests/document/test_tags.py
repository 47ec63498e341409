"""The look at tags before a page is parsed: no more attributes than can be borne, found however they are hidden."""

import pytest

from onrecord.document.page.tags import MAX_ATTRIBUTES, check
from onrecord.errors import DocumentError

MANY = " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES + 1))


@pytest.mark.parametrize(
    "page",
    [
        f"<p {MANY}>x</p>",
        f"<p {MANY}",
        f'<p x=a" {MANY}>',
        f"<p x='<b>' {MANY}>",
        "<p " + " ".join(f'a{n}="<"' for n in range(MAX_ATTRIBUTES + 1)) + ">",
        "<p" + "/a" * (MAX_ATTRIBUTES + 1) + ">",
        f"<!--> <p {MANY}>",
        f"<!-- <script> --> <p {MANY}>",
        f"<script>x</script><P\n{MANY}>",
        f"<scripted {MANY}>",
    ],
)
def test_too_many_are_seen(page: str) -> None:
    with pytest.raises(DocumentError) as told:
        check(page.encode())
    assert told.value.number == 210


@pytest.mark.parametrize(
    "page",
    [
        "<p " + " ".join(f"a{n}=1" for n in range(MAX_ATTRIBUTES)) + ">x</p>",
        f"<p>{MANY}</p>" * 3,
        f'<p title="{MANY}">x</p>',
        f"<!-- <p {MANY}> --><p>x</p>",
        f"<script>if (i <n {MANY}) x()</script>",
        f"<title>a <b {MANY}</title>",
        f"3 < {MANY}",
        "<p class='x'>x</p>" * 5_000,
    ],
)
def test_what_is_no_tag_counts_for_none(page: str) -> None:
    check(page.encode())
