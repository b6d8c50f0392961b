import pytest

from essaim.foundation.kernel import rna
from essaim.foundation.kernel.errors import Refused


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("W751004076", "W751004076"),
        ("w 751 004 076", "W751004076"),
        ("W2A1000249", "W2A1000249"),
        ("w9r2000123", "W9R2000123"),
    ],
)
def test_a_number_is_kept_in_its_official_form(typed, kept):
    assert rna.parse(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "751004076", "W75100407", "W7510040766", "WEBMASTERS", "W7A10040A6", "W٧51004076"]
)
def test_what_is_not_a_number_is_refused_with_an_example(typed):
    with pytest.raises(Refused, match="W suivi de neuf chiffres, par exemple W751004076"):
        rna.parse(typed)
