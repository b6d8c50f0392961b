"""What may be shown or kept of an address, electronic or of the network, without saying it all."""

import ipaddress

SHORT = 2
"""A name this short is told by its first and last letters."""


def masked(email: str) -> str:
    """An e-mail address its owner recognises and a passer-by does not: ``c…e@ac-lyon.fr``."""
    local, _, domain = email.partition("@")
    last = local[-1] if len(local) > SHORT else ""
    return f"{local[:1]}…{last}@{domain}"


def coarse_ip(address: str) -> str:
    """The network an address belongs to, never the line: /24 in IPv4, /48 in IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "0.0.0.0"  # noqa: S104 (a value for "unknown", nothing listens on it)
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    prefix = 24 if parsed.version == 4 else 48  # noqa: PLR2004 (lengths of network prefixes)
    return str(ipaddress.ip_network(f"{parsed}/{prefix}", strict=False).network_address)
