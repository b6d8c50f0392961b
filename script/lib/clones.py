"""A newcomer's two commands in a fresh clone, with a cold package cache, on each Python at hand."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "script/bench_parts"))

from measure import Line, write_section  # noqa: E402 (the folder of measures is a sibling, not a package)

FIRST_PAGE_SECONDS = 300
VERSION = "import sys; print('%d.%d' % sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))"
DROPPED = {"DATABASE_URL", "ESSAIM_DATA", "ESSAIM_VENV", "DJANGO_SETTINGS_MODULE", "PYTHONPATH", "PYTHONSAFEPATH"}


def pythons() -> Iterator[tuple[str, str]]:
    """Version and program of each Python that serves, one per minor version."""
    seen = set()
    names = ["python3", *(f"python3.{minor}" for minor in range(11, 20))]
    found = [program for name in names if (program := shutil.which(name))]
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found += [str(program) for program in sorted(versions.glob("*/bin/python3"))]
    for program in found:
        done = subprocess.run([program, "-c", VERSION], capture_output=True, text=True, check=False)
        version = done.stdout.strip()
        if done.returncode == 0 and version not in seen:
            seen.add(version)
            yield version, program


def first_page(clone: Path, environment: dict[str, str]) -> float:
    """Seconds until the demonstration answers; it must then stop cleanly."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.monotonic()
    log = (clone.parent / "demo.log").open("w+")
    demo = subprocess.Popen([clone / "script/demo"], env={**environment, "PORT": str(port)}, stdout=log, stderr=log)
    while time.monotonic() - start < FIRST_PAGE_SECONDS and demo.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            break
        except OSError:
            time.sleep(0.2)
    seconds = time.monotonic() - start
    _until(lambda: "Ctrl-C" in Path(log.name).read_text(), 60)
    demo.send_signal(signal.SIGTERM)
    status = demo.wait(timeout=30)
    said = Path(log.name).read_text()
    log.close()
    if status or "Ctrl-C pour arrêter" not in said or "Essaim est arrêté" not in said:
        sys.exit(f"script/demo did not start and stop cleanly (status {status}):\n{said[-2000:]}")
    return seconds


def _until(condition: object, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not condition():  # type: ignore[operator]
        time.sleep(0.2)


def suite(clone: Path, environment: dict[str, str]) -> tuple[float, int]:
    """Seconds of ``script/test``, its environment already there, and how many tests passed."""
    start = time.monotonic()
    command = [clone / "script/test"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    counted = re.search(r"(\d+) passed", done.stdout)
    if done.returncode or counted is None:
        sys.exit(f"script/test: {done.stdout[-3000:]}{done.stderr[-2000:]}")
    return time.monotonic() - start, int(counted[1])


def main() -> int:
    """Both commands on each Python; figures go to the page of measures."""
    lines: list[Line] = []
    for version, program in pythons():
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder) / "essaim"
            subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
            environment = {name: value for name, value in os.environ.items() if name not in DROPPED}
            environment |= {"ESSAIM_PYTHON": program, "PIP_CACHE_DIR": str(Path(folder) / "cache")}
            page = first_page(clone, environment)
            seconds, passed = suite(clone, environment)
        lines.append(Line(f"Python {version} : première page, cache vide", page, "s", FIRST_PAGE_SECONDS))
        lines.append(Line(f"Python {version} : script/test, {passed} tests", seconds, "s"))
        print(*(line.as_text() for line in lines[-2:]), sep="\n", flush=True)
    write_section("Dans un clone neuf", "Les deux commandes du README, dans un dossier vide.", lines)
    return int(any(line.is_over for line in lines))


if __name__ == "__main__":
    sys.exit(main())
