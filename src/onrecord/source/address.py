"""Addresses of pages: what may be asked for at all, and which machines may be asked."""

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from onrecord.errors import SourceError

IP = IPv4Address | IPv6Address

PORTS = frozenset({80, 443, 8080, 8443})
"""Where pages are served. Other ports belong to mail, databases and the like, which no page's address names."""

LONGEST = 8000
"""Characters of an address; servers refuse longer ones too."""

_BEGINS = re.compile(r"(?:https?|ftp|file|data|gopher|wss?):|[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)
_UNPRINTED = re.compile(r"[\x00-\x20\x7f\\]")

_GIVEN_OUT = IPv6Network("2000::/3")  # RFC 4291, 2.4, and the IANA registry of IPv6 address space
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, 2.5.5.1
_CLOUD = frozenset({IPv4Address("168.63.129.16")})
"""Public by number, but inside a cloud (Azure) it is the machine's own keeper, which knows its secrets."""


def is_address(path: str) -> bool:
    """Whether a path is an address rather than a file's name.

    >>> is_address("https://outlet.example/report"), is_address("reports/day1.html")
    (True, False)
    """
    return _BEGINS.match(path) is not None


@dataclass(frozen=True)
class Address:
    """One address of a page, taken apart. `host` is a name or a number without brackets, `target` begins with `/`."""

    text: str
    scheme: str
    host: str
    port: int
    target: str

    @property
    def named(self) -> str:
        """The host as the `Host` header has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _usual_port(self.scheme) else f"{host}:{self.port}"


def parse(text: str) -> Address:
    """Take an address apart. Raises `SourceError` E121 where it is not one that is fetched.

    Only http and https; no user name or password in it, which would stand in the record; the part after `#` is left
    out, since it is never sent.

    >>> parse("https://outlet.example/report?day=3#top").target
    '/report?day=3'
    """
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    if len(text) > LONGEST:
        raise SourceError(121, text[:80], reason=f"it has more than {LONGEST:,} characters")
    if _UNPRINTED.search(text):
        raise SourceError(121, text, reason="a space, backslash or control character stands in it")
    try:
        url = parse_url(text)
    except (LocationParseError, UnicodeError, ValueError) as error:
        raise SourceError(121, text, reason="it is no valid address") from error
    scheme, host = (url.scheme or "").lower(), (url.host or "").strip("[]").rstrip(".")
    if url.auth is not None:
        # What is secret must not be printed.
        raise SourceError(121, f"{scheme}://…@{host}", reason="a user name or password stands in it")
    if scheme not in ("http", "https"):
        raise SourceError(121, text, reason="only http and https are fetched")
    if not host:
        raise SourceError(121, text, reason="it names no host")
    shown = url._replace(fragment=None).url
    return Address(shown, scheme, host, _usual_port(scheme) if url.port is None else url.port, url.request_uri)


def _usual_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def why_not(address: IP, port: int) -> str | None:
    """Why this machine and port may not be asked; None where they may: a public address, a port of pages.

    >>> why_not(ip_address("169.254.169.254"), 80)
    '169.254.169.254 is not in the public network'
    >>> why_not(ip_address("64:ff9b::10.0.0.1"), 443)
    '64:ff9b::a00:1 is not in the public network'
    """
    if port not in PORTS:
        return f"port {port} is not one of {', '.join(map(str, sorted(PORTS)))}"
    carried = _carried(address)
    if all(map(_is_public, carried or [address])):
        return None
    return f"{address} is not in the public network"


def _is_public(address: IP) -> bool:
    # `is_global` is what the IANA registries of special addresses say, which newer versions of Python know better:
    # of IPv6 only the one part that is given out for the public network counts.
    if address.is_multicast or not address.is_global:
        return False
    return address not in _CLOUD if isinstance(address, IPv4Address) else address in _GIVEN_OUT


def _carried(address: IP) -> list[IP]:
    """The IPv4 addresses that an IPv6 address carries, to which a gateway passes everything on."""
    if isinstance(address, IPv4Address):
        return []
    found: list[IPv4Address | IPv6Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _COMPATIBLE:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def resolve(host: str, port: int) -> list[IP]:
    """The numbers that the system gives for a host, each once, in its order. Raises `OSError`, `UnicodeError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(one[4][0]) for one in found))
