"""What the architecture tests read: the floors, the areas, the files of a tree.

Each rule is a function of a folder that gives the list of what breaks it, so that a test can plant a violation in a
copy and see the rule fail.
"""

import ast
import configparser
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("foundation", "commons", "areas", "front")
SHARED_FACE = "web"


@dataclass(frozen=True, order=True)
class Area:
    """A folder of a floor; ``rank`` grows as one goes up."""

    rank: tuple[int, int]
    floor: str
    name: str


@cache
def areas(root: Path = ROOT) -> dict[str, Area]:
    """The areas by name, ranked by the layers of ``.importlinter``; neighbours of one layer share a rank."""
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter")
    found = {}
    for number, floor in enumerate(FLOORS):
        section = f"importlinter:contract:{floor}"
        layers = contracts[section]["layers"].split("\n") if section in contracts else []
        for height, layer in enumerate(reversed([layer for layer in layers if layer.strip()])):
            for name in re.split(r"[|:]", layer):
                found[name.strip()] = Area((number, height), floor, name.strip())
    return found


def area_of(path: Path, root: Path = ROOT) -> Area | None:
    """The area a file belongs to, or None outside ``essaim/<floor>/<area>/``."""
    parts = path.relative_to(root).parts
    return areas(root).get(parts[2]) if len(parts) > 3 and parts[0] == "essaim" else None


def points_up(owner: Area, target: Area) -> bool:
    """Whether ``owner`` would lean on what stands above it, or on a neighbour."""
    return target != owner and target.rank >= owner.rank


def python_files(root: Path = ROOT) -> Iterator[Path]:
    """Python sources of the package, migrations left out."""
    yield from (path for path in sorted((root / "essaim").rglob("*.py")) if "migrations" not in path.parts)


def templates(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Templates of the package, with the name by which Django loads each."""
    for path in sorted((root / "essaim").rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            parts = path.parts
            yield path, "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Literal texts of a Python file, docstrings included."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def tracked(root: Path = ROOT) -> list[Path]:
    """Files that git keeps or would keep; every file where there is no git."""
    command = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode:
        return sorted(path for path in root.rglob("*") if path.is_file())
    return sorted(path for name in listed.stdout.splitlines() if (path := root / name).is_file())


def is_ours(path: Path) -> bool:
    """Whether a text file was written here, rather than vendored or generated from data."""
    ours = {
        ".py",
        ".html",
        ".css",
        ".js",
        ".sh",
        ".md",
        ".toml",
        ".yml",
        ".yaml",
        ".cfg",
        ".txt",
        ".typ",
        ".json",
        ".in",
        "",
    }
    foreign = {"vendor", "data", "node_modules", "LICENSE", "fixtures"}
    return path.suffix in ours and not foreign.intersection(path.parts)


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines of a text file; nothing of a binary one."""
    try:
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    except UnicodeDecodeError:
        return
