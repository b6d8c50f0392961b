"""What every template may write: French numbers, dates, links that keep a search, refusals of unknown variants."""

import datetime as dt
from decimal import Decimal

import pytest
from django.template import RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory

NBSP, THIN = "\u00a0", "\u202f"


def written(source: str, query: str = "", **context) -> str:
    request = RequestFactory().get("/annuaire/" + query)
    return Template(source).render(RequestContext(request, context))


@pytest.mark.parametrize(
    ("source", "value", "expected"),
    [
        ("{{ v|number }}", 12345, f"12{THIN}345"),
        ("{{ v|number:1 }}", 0.25, "0,2"),
        ("{{ v|number:1 }}", Decimal("1234.56"), f"1{THIN}234,6"),
        ("{{ v|number }}", None, ""),
        ('{{ v|plural:"classe" }}', 0, f"0{NBSP}classe"),
        ('{{ v|plural:"classe" }}', 1, f"1{NBSP}classe"),
        ('{{ v|plural:"journal,journaux" }}', 2, f"2{NBSP}journaux"),
        ('{{ v|agree:"trouvée" }}', 1, "trouvée"),
        ('{{ v|agree:"trouvée" }}', 3, "trouvées"),
        ("{{ v|euros }}", 124050, f"1{THIN}240,50{NBSP}€"),
        ("{{ v|km }}", 0.83, f"830{NBSP}m"),
        ("{{ v|km }}", 0.999, f"1{NBSP}km"),
        ("{{ v|km }}", 3.42, f"3,4{NBSP}km"),
        ("{{ v|km }}", 3.0, f"3{NBSP}km"),
        ("{{ v|km }}", 128.4, f"128{NBSP}km"),
        ("{{ v|hour }}", dt.time(10, 30), f"10{NBSP}h{NBSP}30"),
        ("{{ v|hour }}", dt.datetime(2027, 1, 12, 9, 0, tzinfo=dt.UTC), f"10{NBSP}h"),
        ("{{ v|month }}", dt.date(2027, 9, 1), "sept."),
        ("{{ v|full_day }}", dt.date(2027, 3, 22), "lundi 22 mars 2027"),
        ("{{ v|short_day }}", dt.date(2027, 3, 1), "1er mars 2027"),
        ("{{ v|lead }}", "Commune", f"Commune{NBSP}:"),
        ("{{ v|lead }}", "Combien d’élèves ?", "Combien d’élèves ?"),
        ("{{ v|typeset }}", "Vrai ?", f"Vrai{NBSP}?"),
        ("{{ v|share:12 }}", 8, "66.7"),
        ("{{ v|share:0 }}", 8, "0"),
    ],
)
def test_values_are_written_in_french(source, value, expected):
    assert written(source, v=value) == expected


def test_a_day_says_its_year_only_when_it_is_another_one(clock):
    assert written("{{ d|day }}", d=dt.date(2027, 3, 22)) == "lundi 22 mars"
    assert written("{{ d|day }}", d=dt.date(2026, 3, 23)) == "lundi 23 mars 2026"


def test_an_instant_is_told_on_the_readers_day(clock):
    late = dt.datetime(2027, 3, 21, 23, 30, tzinfo=dt.UTC)
    assert written("{{ d|day }}", d=late) == "lundi 22 mars"


def test_changing_a_filter_goes_back_to_the_first_page():
    assert written("{% link_with degre=2 %}", "?q=lycee&page=4") == "?q=lycee&amp;degre=2"
    assert written("{% link_with page=5 %}", "?q=lycee&page=4") == "?q=lycee&amp;page=5"
    assert written('{% link_with q="" %}', "?q=lycee&tri=nom") == "?tri=nom"


def test_one_tick_is_taken_back_and_the_others_stay():
    assert written('{% link_without "degre" 1 %}', "?degre=1&degre=2&page=3") == "?degre=2"


@pytest.mark.parametrize(
    "source",
    [
        '{% load cotton %}{% cotton pill state="rouge" / %}',
        '{% load cotton %}{% cotton button variant="gold" / %}',
        '{% load cotton %}{% cotton icon name="unicorn" / %}',
    ],
)
def test_an_unknown_variant_is_refused_here_and_silent_in_production(source, settings):
    with pytest.raises(TemplateSyntaxError, match="does not know"):
        written(source)
    settings.ESSAIM_STRICT_TEMPLATES = False
    assert "<" in written(source)


def test_only_our_own_drawings_enter_the_page_as_they_are():
    assert written("{{ s|trusted_svg }}", s='<svg viewBox="0 0 1 1"></svg>') == '<svg viewBox="0 0 1 1"></svg>'
    for attack in ("<svg onload=alert(1)></svg>", "<svg><script>1</script></svg>", "<img src=x>"):
        assert "&lt;" in written("{{ s|trusted_svg }}", s=attack)
