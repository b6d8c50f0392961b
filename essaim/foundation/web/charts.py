"""Bars drawn in the page with percent coordinates, so that their text keeps its size at every width.

Larger charts are drawn by ``documents`` as SVG; both are shown with ``<c-chart>``, beside their table twin.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from essaim.foundation.kernel import french

ROW = 56  # height of one bar and its label, in pixels
LABEL_ROOM = 18  # percents kept at the right of the longest bar for its value


@dataclass(frozen=True, slots=True)
class Table:
    """The table twin of a figure: the accessible and printable truth. The first column names the row."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def numbers(self) -> Sequence[str]:
        """The headers of the columns of numbers."""
        return self.columns[1:]

    @property
    def labelled(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row as its name and its cells with their column, for cards on a narrow screen."""
        return [(row[0], list(zip(self.numbers, row[1:], strict=True))) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value, and how the value is written."""

    label: str
    value: float
    text: str = ""

    @property
    def written(self) -> str:
        """The value as the reader sees it."""
        return self.text or french.number(int(self.value))


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar and where it stands."""

    bar: Bar
    width: str
    value_x: str
    label_y: int
    bar_y: int
    value_y: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars from zero, in the order given. ``title`` says the finding, ``what`` names the values."""

    title: str
    what: str
    bars: Sequence[Bar]
    source: str = ""

    @property
    def height(self) -> int:
        """Pixels needed."""
        return ROW * len(self.bars)

    @property
    def drawn(self) -> list[DrawnBar]:
        """The bars, placed."""
        largest = max((bar.value for bar in self.bars), default=0) or 1
        return [self._place(bar, rank, bar.value / largest * (100 - LABEL_ROOM)) for rank, bar in enumerate(self.bars)]

    @property
    def table(self) -> Table:
        """The same values as a table."""
        return Table(self.title, ("", self.what), [(bar.label, bar.written) for bar in self.bars])

    def _place(self, bar: Bar, rank: int, percent: float) -> DrawnBar:
        top = rank * ROW
        return DrawnBar(bar, f"{percent:.1f}%", f"{percent + 1.5:.1f}%", top + 16, top + 24, top + 39)
