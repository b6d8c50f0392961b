"""Wait until an address answers while its server lives: status 0, or 1 when the server fell or a minute went by."""

import os
import sys
import time
import urllib.request

SECONDS = 60


def alive(pid: int) -> bool:
    """Whether the process still runs (a zombie does not)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 (read by a bare Python, once)
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True


def answers(address: str) -> bool:
    """Whether the address gives a page."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5) as response:
            return response.status < 500  # noqa: PLR2004 (a page, even a refusal, is an answer)
    except OSError:
        return False


if __name__ == "__main__":
    server, deadline = int(sys.argv[2]), time.monotonic() + SECONDS
    while time.monotonic() < deadline and alive(server):
        if answers(sys.argv[1]):
            sys.exit(0)
        time.sleep(0.2)
    sys.exit(1)
