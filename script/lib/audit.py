"""Known vulnerabilities of the locked packages, or the plain words *not audited* when no advisory service answered.

A closed network, or a mirror without advisories, makes an audit look clean. Each service is therefore first asked about
an old release with published advisories: one that knows nothing of it is not an advisory service.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WITNESS = ("jinja2", "2.10")
SERVICES = ("pypi", "osv")
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Name and version of each package of a lock."""
    return {name.lower(): version for name, version in PIN.findall(lock)}


def ask(service: str, packages: Mapping[str, str]) -> list[dict]:
    """What a service says of each package; nothing when it does not answer."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(f"{name}=={version}\n" for name, version in packages.items()))
        file.flush()
        options = ["--disable-pip", "--no-deps", "--progress-spinner", "off", "--desc", "off", "-f", "json"]
        command = [sys.executable, "-m", "pip_audit", *options, "-s", service, "-r", file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    try:
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return []


def answers(service: str) -> bool:
    """Whether the service knows the advisories of the witness."""
    return any(entry.get("vulns") for entry in ask(service, dict([WITNESS])))


def verdict(packages: Mapping[str, str], answer: list[dict]) -> tuple[str, list[str]]:
    """``audited``, ``vulnerable`` or ``not audited``, and the lines that explain it."""
    known = {entry["name"].lower(): entry["vulns"] for entry in answer if "vulns" in entry}
    found = [
        f"{name} {packages[name]}: {vuln['id']}, mended in {', '.join(vuln['fix_versions']) or 'no release yet'}"
        for name, vulns in sorted(known.items())
        for vuln in vulns
    ]
    if found:
        return "vulnerable", found
    if silent := sorted(set(packages) - set(known)):
        return "not audited", [f"no answer about {', '.join(silent)}"]
    return "audited", [f"{len(packages)} packages, no known vulnerability"]


def main() -> int:
    """Ask the first service that answers; status 1 only for a vulnerability."""
    packages: dict[str, str] = {}
    for lock in ("requirements.lock", "requirements-dev.lock"):
        packages |= pins((ROOT / lock).read_text())
    word, said = "not audited", ["no advisory service answered"]
    for service in SERVICES:
        if answers(service):
            word, said = verdict(packages, ask(service, packages))
            break
    print(f"dependencies: *{word}*", *said, sep="\n  ")
    return int(word == "vulnerable")


if __name__ == "__main__":
    sys.exit(main())
