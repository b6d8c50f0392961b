"""``script/docs``: pages of the documentation that are written from the code, and the check that they are fresh.

Each entry gives a file under ``docs/reference/`` and the function that returns its text. A function is imported only
when its page is made, so that an area can declare its own here without being loaded for the others.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import django
from django.utils.module_loading import import_string

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTICE: Final = "<!-- Page écrite par script/docs depuis le code : ne la modifiez pas à la main. -->\n\n"
REFERENCES: Mapping[str, str] = {
    "acces.md": "config.documents.access",
    "commandes.md": "config.documents.commands",
    "composants.md": "config.documents.components",
    "donnees-personnelles.md": "essaim.foundation.accounts.privacy_register.as_markdown",
    "donnees.md": "config.documents.data",
    "modules.md": "config.documents.modules",
    "reglages.md": "config.documents.settings",
    "../glossary.md": "config.documents.glossary",
}


def pages() -> Iterator[tuple[Path, str]]:
    """Each generated page and the text it should have now."""
    for name, function in REFERENCES.items():
        write: Callable[[], str] = import_string(function)
        yield FOLDER / name, NOTICE + write().strip() + "\n"


def stale() -> list[str]:
    """Pages that do not say what the code says."""
    return [path.name for path, text in pages() if not path.exists() or path.read_text(encoding="utf-8") != text]


def write() -> list[str]:
    """Write the stale pages; their names."""
    changed = []
    for path, text in pages():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            changed.append(path.name)
    return changed


def main() -> int:
    """Write, or only say what is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="say which pages are stale, write nothing")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    found = stale() if options.check else write()
    for name in found:
        sys.stdout.write(f"{'stale' if options.check else 'written'}: {name}\n")
    if options.check and found:
        sys.stdout.write("Run script/docs and commit docs/.\n")
    return int(options.check and bool(found))


if __name__ == "__main__":
    sys.exit(main())
