"""Find a commune: by code (old ones included), by postcode, by a name typed badly, by a point."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Case, Count, IntegerField, Max, Min, Prefetch, Q, QuerySet, Sum, Value, When
from rapidfuzz import fuzz, process

from essaim.commons.territory.domain.names import place_key
from essaim.commons.territory.enums import CommuneKind
from essaim.commons.territory.models import Commune, Departement, FormerCode, Postcode
from essaim.foundation.kernel import geo

LIMIT = 20
CLOSE_ENOUGH = 78
"""Likeness, out of 100, above which a badly typed name is taken for a commune's: one slip in five letters."""

SHORTEST = 2
CODE = re.compile(r"\d[0-9AB]\d{3}", re.ASCII | re.IGNORECASE)
NEAR_KM = (5, 20, 60, 250)


@dataclass(frozen=True, slots=True)
class Nearby:
    """A commune and how far its point is."""

    commune: Commune
    km: float


def communes() -> QuerySet[Commune]:
    """Communes with what a line of a list shows."""
    return Commune.objects.select_related("departement__region", "departement__academie", "parent").prefetch_related(
        Prefetch("postcodes", Postcode.objects.order_by("code"))
    )


def of_departement(departement: Departement) -> QuerySet[Commune]:
    """The communes of today in a département, by name."""
    listed = Prefetch("postcodes", Postcode.objects.order_by("code"))
    scope = Commune.objects.filter(departement=departement, kind=CommuneKind.CURRENT)
    return scope.order_by("search_key", "code").prefetch_related(listed)


def by_code(code: str) -> Commune | None:
    """The commune of an INSEE code; a code of the past gives the commune that took over."""
    found = communes().filter(pk=code).first()
    if found is None:
        found = communes().filter(former_codes__code=code).first()
    return found


def by_postcode(postcode: str) -> QuerySet[Commune]:
    """The communes of a postcode, the largest first."""
    return communes().filter(postcodes__code=postcode).order_by("-population", "code")


def search(text: str, *, departement: str = "", limit: int = LIMIT) -> list[Commune]:
    """Communes for what somebody typed: a postcode, an INSEE code, a name with or without accents and slips.

    Exact names come first, then names that begin so, then those that contain the words, then the likeliest spellings;
    the largest commune first within each.
    """
    typed = text.strip()
    if CODE.fullmatch(typed):
        return _by_number(typed.upper(), limit)
    key = place_key(typed)
    if len(key) < SHORTEST:
        return []
    scope = communes().filter(departement=departement) if departement else communes()
    found = _by_words(scope, key, limit)
    return found or _by_likeness(scope, key, departement, limit)


def nearest(latitude: float, longitude: float, *, limit: int = 5) -> list[Nearby]:
    """The communes of today around a point, the nearest first; none when there is no land for 250 km."""
    scope = communes().filter(kind=CommuneKind.CURRENT)
    for km in NEAR_KM:
        box = geo.box(latitude, longitude, km)
        inside = scope.filter(latitude__range=(box.south, box.north)).filter(_between(box))
        ranked = sorted(
            (
                Nearby(commune, distance)
                for commune in inside
                if commune.latitude is not None
                and commune.longitude is not None
                and (distance := geo.distance_km(latitude, longitude, commune.latitude, commune.longitude)) <= km
            ),
            key=lambda nearby: (nearby.km, nearby.commune.code),
        )
        if len(ranked) >= limit or (ranked and km == NEAR_KM[-1]):
            return ranked[:limit]
    return []


def _between(box: geo.Box) -> Q:
    if box.crosses_antimeridian:
        return Q(longitude__gte=box.west) | Q(longitude__lte=box.east)
    return Q(longitude__range=(box.west, box.east))


def _by_number(typed: str, limit: int) -> list[Commune]:
    """A postcode if it is one, else an INSEE code: people know the first."""
    found = list(by_postcode(typed)[:limit])
    commune = by_code(typed)
    return found if commune is None or commune in found else [*found, commune][:limit]


def _by_words(scope: QuerySet[Commune], key: str, limit: int) -> list[Commune]:
    words = Q()
    for word in key.split():
        words &= Q(search_key__contains=word) | Q(seat_key__contains=word)
    rank = Case(
        When(search_key=key, then=Value(0)),
        When(seat_key=key, then=Value(1)),
        When(search_key__startswith=key, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(scope.filter(words).annotate(rank=rank).order_by("rank", "-population", "code")[:limit])


def _by_likeness(scope: QuerySet[Commune], key: str, departement: str, limit: int) -> list[Commune]:
    names = _names(*_state(departement))
    close = process.extract(key, names, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH, limit=3 * limit)
    scores: dict[str, float] = {}
    for _, score, (code, _) in close:
        scores[code] = max(score, scores.get(code, 0))
    ranked = sorted(scope.filter(pk__in=scores), key=lambda found: (-scores[found.code], -found.population, found.code))
    return ranked[:limit]


def _state(departement: str) -> tuple[str, int, str, str, int]:
    """What tells one content of the table from another, so that names are read once for each."""
    scope = Commune.objects.filter(departement=departement) if departement else Commune.objects.all()
    found = scope.aggregate(count=Count("pk"), first=Min("pk"), last=Max("pk"), people=Sum("population"))
    return departement, found["count"], found["first"] or "", found["last"] or "", found["people"] or 0


@lru_cache(maxsize=8)
def _names(departement: str, count: int, first: str, last: str, people: int) -> Mapping[tuple[str, int], str]:  # noqa: ARG001 (the arguments are the cache key)
    """The keys of every name, by commune: its own, and that of the part that shares its code."""
    scope = Commune.objects.filter(departement=departement) if departement else Commune.objects.all()
    names = {}
    for code, name, seat in scope.values_list("code", "search_key", "seat_key"):
        names[code, 0] = name
        if seat:
            names[code, 1] = seat
    return names


class CommuneIndex:
    """Every commune in memory, for an import that asks 45,000 times: four queries, then none."""

    def __init__(self) -> None:
        around = Departement.objects.select_related("academie", "region").in_bulk()
        rows = list(Commune.objects.order_by("pk"))
        for commune in rows:
            commune.departement = around[commune.departement_id]
        every: dict[str, Commune] = {commune.code: commune for commune in rows}
        self._by_code: dict[str, Commune] = dict(every)
        for old, heir in FormerCode.objects.values_list("code", "commune_id"):
            self._by_code.setdefault(old, every[heir])
        self._by_name: dict[tuple[str, str], list[Commune]] = {}
        for commune in rows:
            for key in {commune.search_key, commune.seat_key} - {""}:
                self._by_name.setdefault((commune.departement_id, key), []).append(commune)
        self._postcodes: dict[str, set[str]] = {}
        for postcode, code in Postcode.objects.values_list("code", "commune_id"):
            self._postcodes.setdefault(postcode, set()).add(code)

    def by_code(self, code: str) -> Commune | None:
        """The commune of an INSEE code, past or present."""
        return self._by_code.get(code)

    def by_name(self, name: str, *, departement: str, postcode: str = "") -> Commune | None:
        """The only commune of this name in the département; a postcode settles between namesakes, else None."""
        found = self._by_name.get((departement, place_key(name)), [])
        if len(found) > 1 and postcode:
            found = [commune for commune in found if commune.code in self._postcodes.get(postcode, ())] or found
        current = [commune for commune in found if commune.kind == CommuneKind.CURRENT] or found
        return current[0] if len(current) == 1 else None

    def by_postcode(self, postcode: str) -> list[Commune]:
        """The communes of a postcode, the largest first."""
        found = (self._by_code[code] for code in self._postcodes.get(postcode, ()))
        return sorted(found, key=lambda commune: (-commune.population, commune.code))
