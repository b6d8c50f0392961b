"""Budgets beside what is measured on this machine. ``script/bench [--json] [--write] [PART…]``."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import imports
import matching
import pages
import searching
import synthetic
import week
from measure import Line, Place, write_section

PARTS: Mapping[str, Callable[[Place], list[Line]]] = {
    "import": imports.measure,
    "search": searching.measure,
    "pages": pages.measure,
    "week": week.measure,
    "matching": matching.measure,
}
APART = frozenset({"matching"})
"""The parts that read nothing of what the others import."""


def main() -> int:
    """Make the synthetic registers, run the parts, show or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"only these parts: {', '.join(PARTS)} (import comes with most)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of the table")
    parser.add_argument("--write", action="store_true", help="also write docs/reference/mesures.md")
    parser.add_argument("--schools", type=int, default=45_000)
    parser.add_argument("--organisations", type=int, default=20_000)
    options = parser.parse_args()
    chosen = options.parts or list(PARTS)
    if unknown := set(chosen).difference(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), schools=options.schools, organisations=options.organisations)
        synthetic.write(place)
        for name, part in PARTS.items():
            # What is searched and shown must have been imported.
            if name in chosen or (name == "import" and not APART.issuperset(chosen)):
                lines += part(place)
    if options.json:
        print(json.dumps({line.name: line.as_json() for line in lines}, ensure_ascii=False))
    else:
        print(*(line.as_text() for line in lines), sep="\n")
    if options.write:
        machine = f"Python {platform.python_version()}, {os.cpu_count()} cœurs, {platform.machine()}, SQLite"
        write_section("Budgets", machine, lines)
    return int(any(line.is_over for line in lines))


if __name__ == "__main__":
    sys.exit(main())
