"""Where a school is: its point in its département, and the same in words."""

from essaim.commons.directory.enums import LocationSource
from essaim.commons.directory.models import School
from essaim.commons.territory import surroundings
from essaim.commons.territory.selectors import communes
from essaim.commons.territory.surroundings import Point
from essaim.foundation.kernel import french, geo
from essaim.foundation.web.maps import MapView

CENTRE = "Le point est au centre de la commune : l'annuaire ne donne pas les coordonnées de l'adresse."
TOLD = {LocationSource.FILE: "à son adresse", LocationSource.COMMUNE: "au centre de la commune"}
NEAR_KM = 3


def of(school: School) -> MapView | None:
    """Its map; None without a point, abroad, and in the territories no frame shows. Expects ``departement`` joined."""
    if school.latitude is None or school.longitude is None or school.departement is None:
        return None
    source = LocationSource(school.location_source)
    name = ", ".join(filter(None, [school.name, school.locality]))
    point = Point(name, school.latitude, school.longitude, TOLD[source])
    note = CENTRE if source is LocationSource.COMMUNE else ""
    return surroundings.view(point, school.departement.pk, _title(school, point), french.typeset(note))


def _title(school: School, point: Point) -> str:
    """« Beaune, à 37 km de Dijon », the seat of the département."""
    seat = communes.by_code(school.departement.seat_code) if school.departement else None
    here = school.locality or point.name
    if seat is None or seat.latitude is None or seat.longitude is None:
        return here
    km = geo.distance_km(point.latitude, point.longitude, seat.latitude, seat.longitude)
    if km < NEAR_KM:
        return f"{here}, chef-lieu du département"
    return f"{here}, à {round(km)}{french.NBSP}km {french.of(seat.name)}"
