"""Pages for what the desk refuses: they say what was wrong, and lead nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.desk.asked import Parts, desk_of
from tests.made import talks


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk_of(tmp_path, talks()) as client:
        yield client


@pytest.mark.parametrize("path", ["//elsewhere.example/x", "///elsewhere.example", "/%5Celsewhere.example"])
def test_a_page_that_is_not_there_leads_nowhere_else(client: TestClient, path: str) -> None:
    answer = client.get(f"http://testserver{path}?by=Keth")
    assert answer.status_code == 404
    addresses = [one.get("href") or one.get("action") for one in Parts(answer.text).elements]
    found = [one for one in addresses if one and "elsewhere" in one]
    assert found
    assert not [one for one in found if not one.startswith("/") or one[1] in "/\\"]


@pytest.mark.parametrize("path", ["/intake", "/actors/merge"])
def test_a_form_that_cannot_be_read_is_no_page_that_is_missing(client: TestClient, path: str) -> None:
    head = {"Origin": "http://testserver", "Content-Type": "multipart/form-data; boundary=x", "Accept": "*/*"}
    parts = b"".join(b'--x\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nv\r\n' % n for n in range(1001))
    answer = client.post(path, content=parts + b"--x--\r\n", headers=head)
    assert (answer.status_code, answer.json()["error"]["number"]) == (400, 705)
