"""The territories as an import of schools needs them: thirty-seven thousand communes, read once."""

from functools import lru_cache

from essaim.commons.directory.domain.places import CommunePoint, Places
from essaim.commons.territory.models import Academie, Commune, Departement, FormerCode, Postcode


def load_places() -> Places:
    """What is needed to place a row, in memory."""
    columns = ("code", "name", "departement_id", "latitude", "longitude")
    communes = {row[0]: CommunePoint(*row) for row in Commune.objects.order_by("pk").values_list(*columns)}
    former = FormerCode.objects.order_by("pk").values_list("pk", "commune_id")
    communes.update({code: communes[commune] for code, commune in former if code not in communes})
    return Places(
        communes=communes,
        academie_of=dict(Departement.objects.order_by("pk").values_list("pk", "academie_id")),
        academies=_academies(),
        by_postcode=lru_cache(maxsize=10_000)(_communes_of),
    )


def places_around(commune: str | None) -> Places:
    """What is needed to place one school: its commune."""
    columns = ("code", "name", "departement_id", "latitude", "longitude")
    rows = Commune.objects.filter(pk=commune).order_by("pk").values_list(*columns) if commune else ()
    return Places(communes={row[0]: CommunePoint(*row) for row in rows}, academie_of={})


def _academies() -> dict[str, str]:
    """Every code, former ones included (04 Caen, 21 Rouen), and the académie of today it leads to."""
    successors = dict(Academie.objects.order_by("pk").values_list("pk", "successor_id"))
    today = {}
    for code in successors:
        last, seen = code, {code}
        while (following := successors.get(last)) and following not in seen:
            last = following
            seen.add(last)
        today[code] = last
    return today


def _communes_of(postcode: str) -> tuple[str, ...]:
    return tuple(Postcode.objects.filter(code=postcode).order_by("commune_id").values_list("commune_id", flat=True))
