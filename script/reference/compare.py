"""Say whether two folders of reference data hold the same content: ``compare.py BUILT COMMITTED``."""

import lzma
import sys
from pathlib import Path


def main(built: Path, committed: Path) -> int:
    """0 when every built file is the committed one, else 1 with the names of those that differ."""
    different = [path.name for path in sorted(built.iterdir()) if content(path) != content(committed / path.name)]
    for name in different:
        print(f"{name} : le fichier enregistré n'est pas celui que donnent les paquets.")
    if not different:
        print("Les données enregistrées sont celles que donnent les paquets.")
    return 1 if different else 0


def content(path: Path) -> bytes:
    """The bytes, uncompressed: two versions of a compressor may write the same content otherwise."""
    if not path.exists():
        return b""
    return lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
