"""The schools of the demonstration: every région and territory, every level, in real communes, none of them real.

Their UAI begin with 000, which no département has: the control letter is right, the school cannot exist. Their names
are those of the fictional organisations (« Collège du Hérisson à lunettes »), and each carries a tag.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from django.utils import timezone

from essaim.commons.directory import school_columns, search_index
from essaim.commons.directory.domain import class_labels, facts
from essaim.commons.directory.domain.facts import Origin
from essaim.commons.directory.domain.fictional import ENDINGS
from essaim.commons.directory.domain.places import CommunePoint, Place, Places
from essaim.commons.directory.enums import Level, SchoolKind, SchoolSource, SchoolState, Sector
from essaim.commons.directory.models import School, SchoolClass
from essaim.commons.territory.models import Commune
from essaim.foundation.kernel import uai as uai_codes
from essaim.foundation.kernel.school_year import SchoolYear

MOST = 9_999  # numbers after 000
HOME_DEPARTEMENT = "21"
K, L = SchoolKind, Level
KINDS: Sequence[tuple[SchoolKind, str, Sequence[Sequence[Level]]]] = (
    (K.MATERNELLE, "École maternelle", [[L.PS, L.MS], [L.GS]]),
    (K.ELEMENTAIRE, "École élémentaire", [[L.CP], [L.CE1, L.CE2], [L.CM1, L.CM2]]),
    (K.PRIMAIRE, "École primaire", [[L.GS, L.CP], [L.CM2]]),
    (K.COLLEGE, "Collège", [[L.SIXTH], [L.FIFTH], [L.FOURTH], [L.ULIS]]),
    (K.COLLEGE, "Collège", [[L.THIRD], [L.SEGPA], [L.THIRD_PREPA]]),
    (K.LYCEE_GT, "Lycée général et technologique", [[L.SECOND], [L.FIRST], [L.FINAL]]),
    (K.LYCEE_PRO, "Lycée professionnel", [[L.SECOND_PRO], [L.CAP1], [L.FINAL_PRO]]),
    (K.LYCEE_POLYVALENT, "Lycée polyvalent", [[L.SECOND], [L.BTS]]),
    (K.LYCEE_AGRICOLE, "Lycée agricole", [[L.FIRST_PRO], [L.BTS]]),
    (K.MFR, "Maison familiale rurale", [[L.MFR_FOURTH], [L.MFR_THIRD]]),
    (K.CFA, "Centre de formation d'apprentis", [[L.APPRENTICES]]),
    (K.UNIVERSITE, "Université", [[L.LICENCE], [L.MASTER]]),
)
"""What each région has at scale 1, and the classes that may be found there."""

WITHOUT_UAI = frozenset({K.MFR, K.UNIVERSITE})


def load(*, seed: int, scale: float) -> dict[str, int]:
    """Schools and the classes of this school year; run again, it adds nothing."""
    if School.objects.filter(source=SchoolSource.DEMO).exists():
        return {"établissements fictifs": 0, "classes fictives": 0}
    draw = random.Random(f"{seed}-schools")  # noqa: S311 (a season, not a secret)
    today = timezone.localdate()
    schools = School.objects.bulk_create(_schools(draw, scale, today))
    search_index.sync(school_columns.document(school) for school in schools)
    year = SchoolYear.of(today).starts
    classes = SchoolClass.objects.bulk_create(
        group for school in schools if school.is_active for group in _classes(draw, school, year)
    )
    return {"établissements fictifs": len(schools), "classes fictives": len(classes)}


def uai_of(rank: int) -> str:
    """The fictional UAI of this rank: ``0000001B``."""
    digits = f"000{rank:04d}"
    return digits + uai_codes.control_letter(digits)


def _schools(draw: random.Random, scale: float, today: dt.date) -> Iterator[School]:
    rank, wanted = 0, max(1, round(len(KINDS) * scale))
    for area, communes in enumerate(_communes_by_area()):
        home = [commune for commune in communes if commune.departement_id == HOME_DEPARTEMENT] or communes
        first = area * wanted if wanted < len(KINDS) else 0  # a little season has every kind somewhere
        for turn in range(wanted):
            if rank >= MOST:
                return
            rank += 1
            commune = draw.choice(home if turn < len(KINDS) // 2 else communes)
            yield _school(draw, rank, KINDS[(first + turn) % len(KINDS)], commune, today)


def _communes_by_area() -> Iterator[list[Commune]]:
    """Communes with some people, région by région, then the territories outside régions."""
    communes = Commune.objects.filter(kind="current", population__gt=1500).exclude(latitude=None)
    by_area: dict[str, list[Commune]] = {}
    for commune in communes.select_related("departement").order_by("code"):
        departement = commune.departement
        by_area.setdefault(departement.region_id or departement.pk, []).append(commune)
    yield from (by_area[area] for area in sorted(by_area))


def _school(
    draw: random.Random,
    rank: int,
    kind: tuple[SchoolKind, str, Sequence[Sequence[Level]]],
    commune: Commune,
    today: dt.date,
) -> School:
    departement = commune.departement
    closed = rank % 40 == 0
    state = SchoolState.CLOSED if closed else SchoolState.OPEN
    uai = None if kind[0] in WITHOUT_UAI else uai_of(rank)
    told = {
        "name": (f"{kind[1]} {draw.choice(ENDINGS)}",),
        "email": (f"ce.{uai.lower()}@demo.example" if uai else "",),
        "kind": (str(kind[0]),),
        "sector": (str(Sector.PRIVATE if rank % 5 == 0 else Sector.PUBLIC),),
        "place": Place(commune.name, commune.pk, departement.pk, departement.academie_id).value,
        "state": (str(state), today if closed else None, "ended" if closed else "", None),
        "pupils": (draw.randrange(60, 900),),
    }
    point = CommunePoint(commune.pk, commune.name, departement.pk, commune.latitude, commune.longitude)
    known = facts.merge(facts.unknown({}), told, Origin.of(today, SchoolSource.DEMO))
    return school_columns.fill(School(uai=uai), known, Places({commune.pk: point}, {}))


def _classes(draw: random.Random, school: School, year: int) -> Iterator[SchoolClass]:
    offered = next(levels for kind, _, levels in KINDS if kind == school.kind)
    for mark, levels in zip("ABCD", draw.sample(list(offered), min(2, len(offered))), strict=False):
        yield SchoolClass(
            school=school,
            school_year=year,
            levels=class_labels.write(levels),
            degree=class_labels.degree(levels, SchoolKind(school.kind)),
            mark=mark,
            pupils=draw.randrange(8, 34),
        )
