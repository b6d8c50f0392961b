"""CSV as it is met: any of ``;`` ``,`` tab ``|``, quoted line breaks, ragged rows, names split over two lines."""

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO

from essaim.foundation.intake.importer import Refusal
from essaim.foundation.intake.readers.bounds import Bounds
from essaim.foundation.intake.readers.encoding import sniff
from essaim.foundation.intake.readers.table import Record, Records, Table, clean_header
from essaim.foundation.kernel.errors import Refused

DELIMITERS = (";", ",", "\t", "|")
SAMPLE = 50  # records looked at to choose the delimiter
SEP_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)  # what Excel may write above the header
LEARNT = 3  # complete records needed before a broken one may be mended

Cells = tuple[int, int, list[str] | None]  # first line, last line, cells (None: badly quoted)


def read(stream: IO[bytes], name: str, bounds: Bounds) -> Table:
    """The table of a text file."""
    encoding = sniff(stream, name)
    first = _first_line(stream, encoding, name, bounds)
    declared = SEP_LINE.match(first)
    delimiter = declared[1] if declared else _sniff_delimiter(stream, encoding, name, bounds)
    skipped = 1 if declared else 0

    def raw() -> Iterator[Cells]:
        return _records(_lines(stream, encoding, name, bounds), delimiter, name, skipped)

    line, _, cells = next((found for found in raw() if _filled(found[2])), (0, 0, None))
    if cells is None:
        raise Refused(f"{name} : aucune ligne de titres. Ajoutez en première ligne le nom des colonnes.")
    header = clean_header(cells, name, bounds)
    records = _shaped(raw, name, header, line)
    return Table(name, "CSV", header, records, stream, bounds, encoding=encoding, delimiter=delimiter)


def _lines(stream: IO[bytes], encoding: str, name: str, bounds: Bounds) -> Iterator[str]:
    """Physical lines with their ends, whatever these are; an endless one is refused."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        for number in itertools.count(1):
            line = text.readline(bounds.line_chars + 1)
            if not line:
                return
            if len(line) > bounds.line_chars:
                raise Refused(
                    f"{name} : la ligne {number} dépasse {bounds.line_chars} caractères : "
                    "ce n'est pas un tableau. Vérifiez le fichier."
                )
            yield line
    finally:
        text.detach()


def _first_line(stream: IO[bytes], encoding: str, name: str, bounds: Bounds) -> str:
    return next(_lines(stream, encoding, name, bounds), "")


def _records(lines: Iterator[str], delimiter: str, name: str, skipped: int = 0) -> Iterator[Cells]:
    """Records with their first and last physical lines."""
    for _ in range(skipped):
        next(lines, None)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 0
    while True:
        start = skipped + before + 1
        cells: list[str] | None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            cells = None
            if "end of data" in str(error) or "field limit" in str(error):
                raise Refused(
                    f"{name} : un guillemet ouvert ligne {start} n'est jamais refermé ; le fichier est tronqué ou "
                    "abîmé. Téléchargez-le de nouveau, ou fermez ce guillemet."
                ) from error
        before = reader.line_num
        yield start, skipped + before, cells


def _sniff_delimiter(stream: IO[bytes], encoding: str, name: str, bounds: Bounds) -> str:
    """The delimiter under which most records have as many cells as the header, the more cells the better."""
    sample: list[str] = []
    for line in _lines(stream, encoding, name, bounds):
        sample.append(line)
        if len(sample) >= SAMPLE:
            break

    def score(delimiter: str) -> tuple[float, int]:
        widths = _widths(sample, delimiter)
        if not widths or widths[0] == 1:
            return 0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    return max(DELIMITERS, key=score)


def _widths(sample: list[str], delimiter: str) -> list[int]:
    """How many cells each record of the sample has; a quote left open by the cut of the sample does no harm."""
    widths: list[int] = []
    with suppress(csv.Error):
        widths.extend(len(cells) for cells in csv.reader(sample, delimiter=delimiter) if _filled(cells))
    return widths


def _filled(cells: list[str] | None) -> bool:
    return cells is not None and any(cell.strip() for cell in cells)


def _shaped(
    raw: Callable[[], Iterator[Cells]], name: str, header: tuple[str, ...], header_line: int
) -> Callable[[], Records]:
    """Records as wide as the header; narrow neighbours are mended when it is safe, else refused."""

    def records() -> Records:
        mender = _Mender(name, len(header))
        for start, end, cells in raw():
            if start <= header_line or (cells is not None and not _filled(cells)):
                continue
            yield from mender.take(start, end, cells)
        yield from mender.flush()

    return records


class _Mender:
    """Joins back a record that an unquoted line break split in two or three, only when no doubt is possible.

    Safe means: all complete records so far begin with a cell of the same shape (a UAI, a SIREN…), the first piece
    begins with that shape, the next pieces do not, and together they have exactly the cells of the header.
    """

    def __init__(self, name: str, width: int) -> None:
        self.name = name
        self.width = width
        self.shapes: set[str] = set()
        self.complete = 0
        self.pending: list[tuple[int, list[str]]] = []

    def take(self, start: int, end: int, cells: list[str] | None) -> Records:
        """One more raw record."""
        if cells is None:
            yield from self.flush()
            where = f"lignes {start} à {end}" if end > start else f"ligne {start}"
            yield self._refusal(
                start, f"guillemets mal placés ({where}). Doublez les guillemets à l'intérieur du texte."
            )
            return
        while len(cells) > self.width and not cells[-1].strip():
            cells.pop()
        if len(cells) < self.width:
            yield from self._narrow(start, cells)
            return
        yield from self.flush()
        if len(cells) > self.width:
            yield self._refusal(start, f"{len(cells)} cellules au lieu de {self.width}. {_CHECK}")
            return
        self.complete += 1
        self.shapes.add(_shape(cells[0]))
        yield Record(start, [cell.strip() for cell in cells])

    def flush(self) -> Records:
        """What was waiting for its other half goes out as it is: too short."""
        for start, cells in self.pending:
            count = "une seule cellule" if len(cells) == 1 else f"{len(cells)} cellules"
            yield self._refusal(start, f"{count} au lieu de {self.width}. {_CHECK}")
        self.pending = []

    def _narrow(self, start: int, cells: list[str]) -> Records:
        continues = self.pending and self._learnt() and _shape(cells[0]) not in self.shapes
        if not continues:
            yield from self.flush()
            self.pending = [(start, cells)]
            return
        self.pending.append((start, cells))
        first, pieces = self.pending[0][0], [piece for _, piece in self.pending]
        joined = pieces[0]
        for piece in pieces[1:]:
            joined = [*joined[:-1], f"{joined[-1].strip()} {piece[0].strip()}".strip(), *piece[1:]]
        if len(joined) == self.width and _shape(joined[0]) in self.shapes:
            self.pending = []
            yield Record(first, [cell.strip() for cell in joined])
        elif len(joined) >= self.width:
            yield from self.flush()

    def _learnt(self) -> bool:
        return self.complete >= LEARNT and len(self.shapes) == 1

    def _refusal(self, line: int, reason: str) -> Refusal:
        return Refusal(self.name, line, "", reason)


_CHECK = "Vérifiez les séparateurs et les retours à la ligne, mettez le texte entre guillemets."


def _shape(cell: str) -> str:
    """``0941234A`` -> ``9999999A``: digits and letters, whatever they are."""
    return re.sub(r"[^\W\d_]", "A", re.sub(r"\d", "9", cell.strip()))
