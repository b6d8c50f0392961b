"""A sheet written in plain text, read as headings, paragraphs and lists: nothing in it is ever read as markup."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Block:
    """One block: a text, or the items of a list."""

    kind: BlockKind
    text: str = ""
    items: list[str] = field(default_factory=list)


def read(text: str) -> list[Block]:
    """The blocks of a text: « ## » begins a heading, « - » an item; an empty line ends what stands before."""
    return list(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    items: list[str] = []
    lines: list[str] = []
    for line in [*(line.strip() for line in text.splitlines()), ""]:
        is_item, is_heading = line.startswith("- "), line.startswith("## ")
        if lines and (is_item or is_heading or not line):
            yield Block(BlockKind.PARAGRAPH, " ".join(lines))
            lines = []
        if items and not is_item:
            yield Block(BlockKind.LIST, items=items)
            items = []
        if is_heading:
            yield Block(BlockKind.HEADING, line[3:].strip())
        elif is_item:
            items.append(line[2:].strip())
        elif line:
            lines.append(line)
