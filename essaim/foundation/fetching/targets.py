"""Whether an address may be called at all: what is written, then what it resolves to.

Sources: RFC 6890 and the IANA special-purpose registries (Python's ``ipaddress`` follows them), RFC 4291 (mapped
addresses), RFC 6052 (NAT64), RFC 3056 (6to4), WHATWG URL (a host that ends in a number is an IPv4 address).
"""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from essaim.foundation.kernel.errors import Refused

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 2_000
NAT64: Final = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
COMPATIBLE: Final = ipaddress.IPv6Network("::/96")
NUMBER: Final = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE | re.ASCII)
NAME: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Target:
    """An address cut in pieces, ready to be called: the host as it travels, the path with its question."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """What the header ``Host`` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address, written one way."""
        return f"{self.scheme}://{self.origin}{self.path}"


def read(url: str) -> Target:
    """The target of an address somebody typed; refused with what to write instead."""
    url = url.strip()
    if len(url) > LONGEST or any(ord(char) <= ord(" ") or ord(char) == 127 for char in url):  # noqa: PLR2004 (DEL)
        raise Refused("Cette adresse est trop longue ou contient des espaces : copiez-la de nouveau.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("Cette adresse est mal écrite : copiez-la de nouveau.") from None
    if parts.scheme not in PORTS:
        raise Refused("L'adresse commence par https:// ou http:// : rien d'autre n'est lu.")
    if parts.username is not None or parts.password is not None:
        raise Refused("L'adresse contient un identifiant ou un mot de passe : donnez une adresse publique.")
    if port not in {None, *PORTS.values()}:
        raise Refused("L'adresse demande un port inhabituel : seuls les ports 80 et 443 sont lus.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, _host(parts), port or PORTS[parts.scheme], _ascii(path))


def is_public(address: str | Ip) -> bool:
    """Whether anybody on the Internet reaches it: nothing of ours, nothing reserved, however it is written."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inside(ip)
        if inner is not None:
            return is_public(inner)
        if ip in COMPATIBLE or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address an IPv6 one hides: mapped, 6to4, Teredo, NAT64."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if any(ip in network for network in NAT64):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host or "%" in host:
        raise Refused("L'adresse n'a pas de nom de site : copiez-la de nouveau.")
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return _name(host)
    if not is_public(literal):
        raise closed()
    return str(literal)


def _name(host: str) -> str:
    """A name of the web: with letters, at least two labels, and no number that hides an address."""
    try:
        travels = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Refused("Le nom du site est mal écrit : copiez l'adresse de nouveau.") from None
    labels = travels.split(".")
    if len(labels) < 2 or NUMBER.fullmatch(labels[-1]):  # noqa: PLR2004 (a site and its domain)
        raise closed()
    if not all(NAME.fullmatch(label) for label in labels):
        raise Refused("Le nom du site est mal écrit : copiez l'adresse de nouveau.")
    return travels


def _ascii(path: str) -> str:
    """The path as it travels: letters outside ASCII percent-encoded."""
    return "".join(char if ord(char) < 128 else _percent(char) for char in path)  # noqa: PLR2004 (ASCII)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


def closed() -> Refused:
    """The refusal of whatever is not public; it tells nothing of what stands there."""
    return Refused("Cette adresse ne mène pas à un site public : elle n'est pas lue.")
