"""A sheet is read as headings, paragraphs and lists, and the texts shipped are fit to read."""

from hypothesis import given
from hypothesis import strategies as st

from essaim.areas.campaign.data import loading
from essaim.areas.campaign.domain.sheets import Block, BlockKind, read
from essaim.areas.campaign.models.kit import MOST_WORDS


def test_headings_lists_and_paragraphs():
    assert read("Un début\nsur deux lignes.\n\n## Ensuite\n- un\n- deux\nFin.") == [
        Block(BlockKind.PARAGRAPH, "Un début sur deux lignes."),
        Block(BlockKind.HEADING, "Ensuite"),
        Block(BlockKind.LIST, items=["un", "deux"]),
        Block(BlockKind.PARAGRAPH, "Fin."),
    ]


@given(st.text())
def test_no_word_is_lost(text):
    told = " ".join(" ".join([block.text, *block.items]) for block in read(text))
    kept = [line.strip().removeprefix("## ").removeprefix("- ") for line in text.splitlines()]
    assert told.split() == " ".join(kept).split()


def test_the_sheets_shipped_are_for_both_sides_and_fit():
    shipped = {side: (title, body) for side, title, body in loading.kit()}
    assert set(shipped) == {"team", "actor"}
    for title, body in shipped.values():
        assert len(title) <= 150
        assert len(body) <= MOST_WORDS
        assert sum(block.kind is BlockKind.HEADING for block in read(body)) >= 6
        assert "!" not in body
