import pytest

from essaim.commons.territory.models import Commune
from essaim.commons.territory.selectors import communes

pytestmark = pytest.mark.django_db


def test_namesakes_of_a_departement_are_told_apart_by_the_postcode_or_not_at_all(places):
    template = Commune.objects.get(pk="21054")
    for code, postcode in (("21901", "21910"), ("21902", "21920")):
        twin = Commune.objects.create(
            code=code, name="Le Mont", search_key="le mont", departement=template.departement, population=3
        )
        twin.postcodes.create(code=postcode)
    index = communes.CommuneIndex()
    assert index.by_name("Le Mont", departement="21") is None
    assert index.by_name("LE MONT", departement="21", postcode="21920").code == "21902"
