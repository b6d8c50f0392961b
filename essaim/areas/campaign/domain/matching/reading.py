"""Read an instance and refuse what is wrong with it, all at once, each fault with its path and what to write."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isfinite
from typing import Any, TypeVar

from essaim.areas.campaign.domain.matching.instance import Ceiling, Instance, Mode, Offer, Request, Triple

T = TypeVar("T")
MAX_RANGE_KM = 20_000
MAX_WEIGHT = 10_000
MODES = frozenset(Mode)
Fault = tuple[str, str]
"""The path of the value, and the French sentence."""


class InstanceRefused(Exception):  # noqa: N818 (a refusal, like every other)
    """The instance cannot be matched as it is; ``faults`` says why, one per value."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{path}: {reason}" for path, reason in faults))
        self.faults = tuple(faults)


def read(data: Any) -> Instance:
    """The instance, sorted by id; ``InstanceRefused`` when anything in it is wrong."""
    faults: list[Fault] = []
    if not isinstance(data, Mapping):
        raise InstanceRefused([("", "Le fichier doit être un objet JSON avec « requests » et « offers ».")])
    requests = _things(data, "requests", _request, faults)
    offers = _things(data, "offers", _offer, faults)
    reader = _Triples({r.id for r in requests}, {o.id for o in offers}, faults)
    locked = reader.read(data, "locked", slot="required")
    forbidden = reader.read(data, "forbidden", slot="optional")
    previous = reader.read(data, "previous", slot="required")
    stability = _integer(data, "stability", "", faults, default=0, low=0)
    instance = Instance(
        requests=tuple(sorted(requests, key=lambda r: r.id)),
        offers=tuple(sorted(offers, key=lambda o: o.id)),
        locked={t.request: t for t in sorted(set(locked))},
        forbidden=frozenset((t.request, t.offer) for t in forbidden if not t.slot),
        forbidden_slots=frozenset(t for t in forbidden if t.slot),
        previous=frozenset(previous),
        stability=stability,
        ceilings=_ceilings(data, {o.id for o in offers}, faults),
    )
    _check_locks(instance, sorted(set(locked)), faults)
    if faults:
        raise InstanceRefused(faults)
    return instance


def _things(
    data: Mapping[str, Any], name: str, make: Callable[[Mapping[str, Any], str, list[Fault]], T], faults: list[Fault]
) -> list[T]:
    rows = data.get(name, [])
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        faults.append((name, "Écrivez une liste entre crochets."))
        return []
    made, seen = [], set()
    for rank, row in enumerate(rows):
        path = f"{name}[{rank}]"
        if not isinstance(row, Mapping) or not isinstance(row.get("id"), str) or not row["id"]:
            faults.append((f"{path}.id", "L'identifiant manque : écrivez un texte non vide."))
            continue
        if row["id"] in seen:
            faults.append((f"{path}.id", f"L'identifiant « {row['id']} » est déjà pris : il doit être unique."))
            continue
        seen.add(row["id"])
        made.append(make(row, path, faults))
    return made


def _ceilings(data: Mapping[str, Any], offers: set[str], faults: list[Fault]) -> tuple[Ceiling, ...]:
    rows = data.get("ceilings", [])
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        faults.append(("ceilings", "Écrivez une liste entre crochets."))
        return ()
    made: list[Ceiling] = []
    seen: set[str] = set()
    for rank, row in enumerate(rows):
        path = f"ceilings[{rank}]"
        if not isinstance(row, Mapping):
            faults.append((path, "Écrivez un objet avec « offers » et « capacity »."))
            continue
        ids = _words(row, "offers", path, faults)
        if unknown := sorted(ids - offers):
            faults.append((f"{path}.offers", f"« {unknown[0]} » n'est l'identifiant d'aucune offre de ce fichier."))
        if twice := sorted(ids & seen):
            faults.append((f"{path}.offers", f"L'offre « {twice[0]} » a déjà un plafond : gardez-en un seul."))
        seen |= ids
        made.append(Ceiling(ids, _integer(row, "capacity", path, faults, default=0, low=0)))
    return tuple(sorted(made, key=lambda ceiling: sorted(ceiling.offers)))


def _request(row: Mapping[str, Any], path: str, faults: list[Fault]) -> Request:
    common = _common(row, path, faults)
    return Request(
        id=row["id"],
        departement=_text(row, "departement", path, faults),
        pupils=_integer(row, "pupils", path, faults, default=0, low=0),
        weight=_integer(row, "weight", path, faults, default=1, low=1, high=MAX_WEIGHT),
        **common,
    )


def _offer(row: Mapping[str, Any], path: str, faults: list[Fault]) -> Offer:
    common = _common(row, path, faults)
    territory = None if row.get("territory") is None else _words(row, "territory", path, faults)
    range_km = _number(row, "range_km", path, faults, 0, MAX_RANGE_KM)
    if range_km is None and territory is None and common["modes"] - {Mode.REMOTE}:
        faults.append((f"{path}.range_km", "Donnez un rayon « range_km », un « territory », ou les deux."))
    return Offer(
        id=row["id"],
        territory=territory,
        range_km=range_km,
        max_pupils=None
        if row.get("max_pupils") is None
        else _integer(row, "max_pupils", path, faults, default=0, low=0),
        capacity=_integer(row, "capacity", path, faults, default=1, low=0),
        slot_capacity=_integer(row, "slot_capacity", path, faults, default=1, low=0),
        **common,
    )


def _common(row: Mapping[str, Any], path: str, faults: list[Fault]) -> dict[str, Any]:
    words = {name: _words(row, name, path, faults) for name in ("levels", "action_types", "themes", "modes", "slots")}
    unknown = words["modes"] - MODES
    if unknown:
        faults.append((f"{path}.modes", f"« {min(unknown)} » n'existe pas : écrivez school, visit ou remote."))
    lat, lon = _number(row, "lat", path, faults, -90, 90), _number(row, "lon", path, faults, -180, 180)
    if words["modes"] - {Mode.REMOTE} and (lat is None or lon is None):
        faults.append(
            (f"{path}.lat", "Les coordonnées manquent : elles sont nécessaires, sauf si tout est à distance.")
        )
    return {**words, "lat": lat, "lon": lon}


def _words(row: Mapping[str, Any], name: str, path: str, faults: list[Fault]) -> frozenset[str]:
    value = row.get(name, [])
    if value is None:
        return frozenset()
    if isinstance(value, str) or not isinstance(value, Iterable) or not all(isinstance(word, str) for word in value):
        faults.append((f"{path}.{name}", "Écrivez une liste de textes."))
        return frozenset()
    return frozenset(value)


def _text(row: Mapping[str, Any], name: str, path: str, faults: list[Fault]) -> str:
    value = row.get(name) or ""
    if not isinstance(value, str):
        faults.append((f"{path}.{name}", "Écrivez un texte."))
        return ""
    return value


def _integer(  # noqa: PLR0913 (bounds are part of what is read)
    row: Mapping[str, Any],
    name: str,
    path: str,
    faults: list[Fault],
    *,
    default: int,
    low: int,
    high: int | None = None,
) -> int:
    value = row.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or value < low or (high is not None and value > high):
        limits = f"de {low} à {high}" if high is not None else f"au moins égal à {low}"
        faults.append((f"{path}.{name}".lstrip("."), f"Écrivez un nombre entier {limits}."))
        return default
    return value


def _number(row: Mapping[str, Any], name: str, path: str, faults: list[Fault], low: float, high: float) -> float | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or not low <= value <= high:
        faults.append((f"{path}.{name}", f"Écrivez un nombre de {low} à {high}."))
        return None
    return float(value)


class _Triples:
    """Reads lists of pairs and triples, checking that their ids exist."""

    def __init__(self, requests: set[str], offers: set[str], faults: list[Fault]) -> None:
        self.known = {"request": requests, "offer": offers}
        self.faults = faults

    def read(self, data: Mapping[str, Any], name: str, *, slot: str) -> list[Triple]:
        """The triples of this list; ``slot`` is empty where it may be left out."""
        rows = data.get(name, [])
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            self.faults.append((name, "Écrivez une liste entre crochets."))
            return []
        return [triple for rank, row in enumerate(rows) if (triple := self._one(row, f"{name}[{rank}]", slot))]

    def _one(self, row: Any, path: str, slot: str) -> Triple | None:
        if not isinstance(row, Mapping):
            self.faults.append((path, "Écrivez un objet avec « request » et « offer »."))
            return None
        right = True
        for name, known in self.known.items():
            if row.get(name) not in known:
                self.faults.append(
                    (f"{path}.{name}", f"« {row.get(name)} » n'est l'identifiant de rien dans ce fichier.")
                )
                right = False
        at = row.get("slot")
        if (at is None and slot == "required") or not isinstance(at, str | None):
            self.faults.append((f"{path}.slot", "Le créneau manque : écrivez par exemple « 2027-03-22-am »."))
            right = False
        return Triple(row["request"], row["offer"], at or "") if right else None


def _check_locks(instance: Instance, locked: Sequence[Triple], faults: list[Fault]) -> None:
    offers = {offer.id: offer for offer in instance.offers}
    for request, count in Counter(t.request for t in locked).items():
        if count > 1:
            faults.append(("locked", f"La demande « {request} » est verrouillée {count} fois : gardez un seul verrou."))
    faults.extend(
        ("locked", f"« {triple.request} » avec « {triple.offer} » est à la fois verrouillé et interdit.")
        for triple in locked
        if (triple.request, triple.offer) in instance.forbidden or triple in instance.forbidden_slots
    )
    for offer, count in sorted(Counter(t.offer for t in locked).items()):
        if count > offers[offer].capacity:
            faults.append(
                ("locked", f"L'offre « {offer} » a {count} verrous pour une capacité de {offers[offer].capacity}.")
            )
    for ceiling in instance.ceilings:
        count = sum(triple.offer in ceiling.offers for triple in locked)
        if count > ceiling.capacity:
            named = ", ".join(sorted(ceiling.offers))
            faults.append(("locked", f"Les offres {named} ont {count} verrous pour un plafond de {ceiling.capacity}."))
    for (offer, slot), count in sorted(Counter((t.offer, t.slot) for t in locked).items()):
        if count > offers[offer].slot_capacity:
            limit = offers[offer].slot_capacity
            faults.append(("locked", f"L'offre « {offer} » a {count} verrous au créneau {slot} pour {limit} au plus."))
