"""Every figure says who may read its rows and which gestures move them."""

import pytest

from essaim.foundation.audit import presenters
from essaim.foundation.figures import indicators
from essaim.foundation.figures.tracing import UNTRACED

FIGURES = [figure for code, figure in sorted(indicators.registered().items()) if not code.startswith("tests.")]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_a_figure_says_who_reads_its_rows_and_which_gestures_move_them(figure):
    assert figure.rows is not None
    assert figure.seen_by is not indicators.nobody
    assert figure.trace is not UNTRACED


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.code)
def test_the_gestures_of_a_figure_are_gestures_somebody_makes(figure):
    known = presenters.registered_codes()
    for code in [*figure.trace.gestures, *figure.trace.told]:
        assert any(made == code or (code.endswith(".") and made.startswith(code)) for made in known), code
