"""Whether the site may listen on a port of this machine: status 0, or one sentence and status 1."""

import errno
import socket
import sys


def problem(text: str) -> str | None:
    """What prevents listening there, said to the reader."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):  # noqa: PLR2004 (the range of ports)
        return f"PORT : « {text} » n'est pas un port, écrivez un nombre de 1 à 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(text)))
        except OSError as error:
            if error.errno == errno.EACCES:
                return f"Le port {text} est réservé au système : choisissez-en un autre, « PORT=8001 script/demo »."
            other = int(text) + 1 if int(text) < 65535 else 8000  # noqa: PLR2004 (the last port)
            return (
                f"Le port {text} est déjà pris par un autre programme : arrêtez-le, "
                f"ou choisissez un autre port, par exemple « PORT={other} script/demo »."
            )
    return None


if __name__ == "__main__":
    sys.exit(problem(sys.argv[1]))
