"""The canonical text of a bilan: the same for the same bilan, read back whole, different for any difference."""

import datetime as dt
import hashlib
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essaim.front.reporting.domain.document import Cell, Document, Figure, Section, Signatory, changed, difference
from essaim.front.reporting.enums import BilanKind

FIGURE = Figure(
    code="encounters.held",
    version=1,
    label="Rencontres tenues",
    definition="Rencontres notées tenues.",
    source="Comptes rendus",
    source_url="",
    unit=("rencontre", "rencontres"),
    scope="region:27",
    start=dt.date(2026, 9, 1),
    end=dt.date(2027, 3, 1),
    value=12,
    rows=12,
    inputs_digest="ab" * 32,
)
HOURS = replace(FIGURE, code="encounters.hours", unit=("heure", "heures"), value=Decimal("18.5"), rows=None)
DOCUMENT = Document(
    kind=BilanKind.SIX_MONTHS,
    about="partnership:protocole",
    title="Bilan des six mois",
    subtitle="Bourgogne-Franche-Comté, du 1er septembre 2026 au 28 février 2027",
    scope="region:27",
    scope_name="Bourgogne-Franche-Comté",
    start=dt.date(2026, 9, 1),
    end=dt.date(2027, 3, 1),
    signatories=(Signatory("protocol.party:1", "L'ESPER", "présidence de L'ESPER"),),
    sections=(Section("Rencontres", "", (FIGURE, HOURS)),),
    missing=("évènements tenus",),
    cells=(Cell("21", 7), Cell("71", 5)),
    cells_label="Rencontres tenues par département",
)
values = st.one_of(
    st.integers(min_value=0, max_value=10**9),
    st.decimals(min_value=0, max_value=10**6, places=1, allow_nan=False, allow_infinity=False),
)
figures = st.builds(
    Figure,
    code=st.text(max_size=20),
    version=st.integers(1, 9),
    label=st.text(max_size=20),
    definition=st.text(max_size=20),
    source=st.text(max_size=20),
    source_url=st.text(max_size=20),
    unit=st.tuples(st.text(max_size=8), st.text(max_size=8)),
    scope=st.sampled_from(["france", "region:27", "academie:07"]),
    start=st.dates(),
    end=st.dates(),
    value=values,
    rows=st.none() | st.integers(0, 10**6),
    inputs_digest=st.text("0123456789abcdef", min_size=64, max_size=64),
)


@given(st.lists(figures, max_size=4))
def test_a_text_read_back_gives_the_same_text(found):
    document = replace(DOCUMENT, sections=(Section("a", "b", tuple(found)),))
    assert Document.read(document.text).text == document.text


def test_a_text_read_back_gives_the_same_bilan():
    assert Document.read(DOCUMENT.text) == DOCUMENT


def test_the_digest_is_that_of_the_text_for_anyone():
    assert hashlib.sha256(DOCUMENT.text.encode()).hexdigest() == DOCUMENT.digest


@pytest.mark.parametrize(
    "change",
    [
        {"value": 13},
        {"rows": 11},
        {"inputs_digest": "cd" * 32},
        {"definition": "Autre chose."},
        {"source": "Ailleurs"},
        {"end": dt.date(2027, 3, 2)},
    ],
)
def test_any_change_of_a_figure_changes_the_digest(change):
    assert set(change) <= {field.name for field in fields(Figure)}
    changed = DOCUMENT.with_figures({FIGURE.key: replace(FIGURE, **change)})
    assert changed.digest != DOCUMENT.digest


def test_the_zeros_of_an_engine_change_nothing():
    same = DOCUMENT.with_figures({HOURS.key: replace(HOURS, value=Decimal("18.50"))})
    assert same.digest == DOCUMENT.digest


def test_a_format_nobody_knows_is_not_guessed():
    with pytest.raises(ValueError, match="format 9"):
        Document.read(replace(DOCUMENT, format=9).text)


def test_a_difference_is_told_with_its_size_and_what_explains_it():
    fewer = replace(FIGURE, value=11, rows=11)
    assert changed(DOCUMENT, DOCUMENT.with_figures({FIGURE.key: fewer})) == [(FIGURE, fewer)]
    told = difference(FIGURE, fewer, ["1 rencontre annulée"])
    assert (told.before, told.now, told.by) == ("12\u00a0rencontres", "11\u00a0rencontres", "−\u00a01")
    assert (told.because, told.is_explained) == ("1 rencontre annulée", True)
    assert not difference(FIGURE, fewer, lost=1).is_explained


def test_the_same_value_on_other_rows_is_a_difference():
    swapped = replace(FIGURE, inputs_digest="cd" * 32)
    assert difference(FIGURE, swapped).now == "la même valeur, comptée sur d'autres fiches"
    assert changed(DOCUMENT, DOCUMENT) == []


def test_words_agree_with_values():
    assert (FIGURE.unit_word, replace(FIGURE, value=1).unit_word, replace(FIGURE, value=0).unit_word) == (
        "rencontres",
        "rencontre",
        "rencontre",
    )
