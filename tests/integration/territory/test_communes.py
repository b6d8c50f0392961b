import time

import pytest

from essaim.commons.territory.selectors import communes

pytestmark = pytest.mark.django_db


def names(found):
    return [commune.name for commune in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Beaune", "Beaune"),
        ("limoges", "Limoges"),
        ("lymoges", "Limoges"),
        ("gueret", "Guéret"),
        ("Guerret", "Guéret"),
        ("st etienne", "Saint-Étienne"),
        ("St Denis Cedex", "Saint-Denis"),
        ("l hay les roses", "L'Haÿ-les-Roses"),
        ("marseile", "Marseille"),
        ("Monpellier", "Montpellier"),
        ("arbignieu", "Arboys en Bugey"),
        ("noumea", "Nouméa"),
        ("21200", "Beaune"),
        ("2A004", "Ajaccio"),
        ("75056", "Paris"),
        ("saint etienn", "Saint-Étienne"),
    ],
)
def test_a_commune_is_found_however_it_is_typed(france, typed, first):
    assert names(communes.search(typed))[0] == first


def test_the_search_stays_inside_a_departement_when_asked(france):
    found = communes.search("saint denis", departement="974")
    assert names(found) == ["Saint-Denis"]
    assert names(communes.search("sint dnis", departement="974"))[:1] == ["Saint-Denis"]


@pytest.mark.parametrize("typed", ["", "a", "--", "xkcdqwzz", "99999"])
def test_nothing_is_found_for_nothing(france, typed):
    assert communes.search(typed) == []


def test_a_typo_costs_little_once_names_are_read(france):
    communes.search("lymoges")
    started = time.perf_counter()
    for _ in range(5):
        communes.search("lymoges")
    assert (time.perf_counter() - started) / 5 < 0.5


def test_an_old_code_gives_the_commune_that_took_over(france):
    assert communes.by_code("72287").code == "72155"
    assert communes.by_code("75100").name == "Paris"
    assert communes.by_code("00000") is None


def test_a_postcode_gives_its_communes_largest_first(france):
    found = list(communes.by_postcode("21200"))
    assert found[0].name == "Beaune"
    assert len(found) > 10
    assert [row.population for row in found] == sorted((row.population for row in found), reverse=True)


def test_the_nearest_communes_come_with_their_distance(france, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        found = communes.nearest(46.17, 1.87, limit=3)
    assert found[0].commune.name == "Guéret"
    assert found[0].km < 2
    assert [near.km for near in found] == sorted(near.km for near in found)


@pytest.mark.parametrize(
    ("latitude", "longitude", "first"),
    [(-22.27, 166.44, "Nouméa"), (-14.3, -178.1, "Alo"), (-20.88, 55.45, "Saint-Denis")],
)
def test_the_nearest_commune_is_known_across_the_oceans(france, latitude, longitude, first):
    assert communes.nearest(latitude, longitude, limit=1)[0].commune.name == first


def test_there_is_no_commune_in_the_middle_of_the_ocean(france):
    assert communes.nearest(0.5, -30) == []


def test_the_index_answers_without_a_query_per_question(france, django_assert_num_queries):
    with django_assert_num_queries(4):
        index = communes.CommuneIndex()
        assert index.by_code("72287").code == "72155"
        assert index.by_code("21054").departement.academie.name == "Dijon"
        assert index.by_name("ST DENIS", departement="974").code == "97411"
        assert index.by_name("ARBIGNIEU", departement="01").code == "01015"
        assert index.by_name("Beaune", departement="974") is None
        assert index.by_postcode("21200")[0].name == "Beaune"
        assert index.by_code("nowhere") is None
