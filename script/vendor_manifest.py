"""Copies the chosen files of installed npm packages and writes their manifest (called by script/vendor)."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

CHOSEN = {
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "htmx.LICENSE.txt"},
    "@fontsource/atkinson-hyperlegible": {
        "files/atkinson-hyperlegible-latin-400-normal.woff2": "atkinson-400.woff2",
        "files/atkinson-hyperlegible-latin-700-normal.woff2": "atkinson-700.woff2",
        "LICENSE": "atkinson.LICENSE.txt",
    },
}


def main(modules: Path, target: Path) -> None:
    """Copy each chosen file and say where it comes from."""
    target.mkdir(parents=True, exist_ok=True)
    packages = []
    for name, files in CHOSEN.items():
        about = json.loads((modules / name / "package.json").read_text())
        kept = {}
        for source, copy in files.items():
            shutil.copyfile(modules / name / source, target / copy)
            kept[copy] = hashlib.sha256((target / copy).read_bytes()).hexdigest()
        packages.append({"package": name, "version": about["version"], "licence": about["license"], "files": kept})
    (target / "manifest.json").write_text(json.dumps({"packages": packages}, indent=2) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
