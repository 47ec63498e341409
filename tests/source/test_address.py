"""Which addresses are taken, and which machines may be asked."""

from ipaddress import ip_address

import pytest

from onrecord.errors import SourceError
from onrecord.source.address import is_address, parse, resolve, why_not


def _numbers(listed: str) -> list[str]:
    return listed.split()


PRIVATE = _numbers("""
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.1.2.3 168.63.129.16 169.254.169.254 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.2.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1 240.0.0.1
    255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1
    64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:db8::1 2002:7f00:1::1
    2002:a9fe:a9fe::1 2002:c0a8:101::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1
""")
PUBLIC = _numbers("1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 2606:4700:4700::1111 64:ff9b::8.8.8.8 ::ffff:8.8.8.8")


@pytest.mark.parametrize("number", PRIVATE)
def test_what_is_not_in_the_public_network_is_not_asked(number: str) -> None:
    assert why_not(ip_address(number), 443) == f"{ip_address(number)} is not in the public network"


@pytest.mark.parametrize("number", PUBLIC)
def test_public_machines_are_asked_on_the_ports_of_pages_only(number: str) -> None:
    asked = {
        port
        for port in (1, 21, 22, 25, 79, 80, 81, 443, 445, 3306, 5432, 6379, 8000, 8080, 8443, 9200, 65535)
        if why_not(ip_address(number), port) is None
    }
    assert asked == {80, 443, 8080, 8443}


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "0", "0.0.0.0", "[::1]", "localhost"],
)
def test_however_a_loopback_number_is_written_it_is_known(host: str) -> None:
    address = parse(f"http://{host}/")
    assert all(why_not(number, address.port) for number in resolve(address.host, address.port))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ftp://outlet.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://outlet.example/", "only http and https"),
        ("data:text/html,talks", "only http and https"),
        ("https://", "names no host"),
        ("https:///report", "names no host"),
        ("https://ida:secret@outlet.example/", "a user name or password"),
        ("https://outlet.example@127.0.0.1/", "a user name or password"),
        ("https://outlet.example/a b", "a space"),
        ("https://outlet.example/a\r\nHost: other.example", "a space"),
        ("https://outlet.example\\@127.0.0.1/", "a space, backslash"),
        ("https://outlet.example:99999/", "no valid address"),
        ("https://outlet.example:port/", "no valid address"),
        ("https://[::1/", "no valid address"),
        ("https://outlet.example/" + "a" * 9000, "more than 8,000"),
    ],
)
def test_an_address_that_is_not_fetched_says_why(text: str, reason: str) -> None:
    with pytest.raises(SourceError, match="E121") as caught:
        parse(text)
    assert reason in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_address_is_taken_apart_once_for_all_that_use_it() -> None:
    address = parse("HTTPS://Outlet.Example.:8443/tälks?day=3#top")
    assert (address.scheme, address.host, address.port) == ("https", "outlet.example", 8443)
    assert (address.target, address.named) == ("/t%C3%A4lks?day=3", "outlet.example:8443")
    assert parse("http://[2606:4700::1]").named == "[2606:4700::1]"
    assert parse("https://новости.example/").host == "xn--b1amnebsh.example"


def test_files_are_no_addresses() -> None:
    assert not any(map(is_address, ["day1.html", "C:\\talks\\day1.html", "C:/talks", "./http:x", "a:b", "-", "http"]))
    assert all(map(is_address, ["http://a", "HTTPS://a", "https:/a", "file:///a", "s3://a/b"]))
