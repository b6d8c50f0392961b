"""How much a file may weigh, hold and unfold: beyond, one sentence, quickly, before memory or patience run out."""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of one way in."""

    file_bytes: int  # as given, compressed or not
    unfolded_bytes: int  # once uncompressed (gzip, or all parts of an XLSX or ODS)
    rows: int
    columns: int = 500
    cell_chars: int = 32_767  # the limit of spreadsheets themselves
    line_chars: int = 1_000_000
    parts: int = 2_000  # files inside an XLSX or ODS
    ratio: int = 200  # uncompressed over compressed, above one megabyte: real tables stay under 60


COMMAND_LINE = Bounds(file_bytes=200 * MB, unfolded_bytes=1_000 * MB, rows=3_000_000)
SCREEN = Bounds(file_bytes=30 * MB, unfolded_bytes=300 * MB, rows=500_000)
