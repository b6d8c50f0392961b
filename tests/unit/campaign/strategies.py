"""Small instances of every shape, and the best matching by trying everything."""

from itertools import product

from hypothesis import strategies as st

from essaim.areas.campaign.domain.matching import conditions
from essaim.areas.campaign.domain.matching.instance import Instance, Triple

SLOTS = ["2027-03-22-am", "2027-03-22-pm", "2027-03-23-am"]
THEMES = ["alimentation", "textile", "mobilité"]
DEPARTEMENTS = ["23", "87"]


def some(words, least=0):
    return st.lists(st.sampled_from(words), min_size=least, max_size=len(words), unique=True)


def places():
    return st.sampled_from([(46.17, 1.87), (46.2, 1.9), (45.83, 1.26), (48.85, 2.35), (-20.88, 55.45)])


@st.composite
def requests(draw, number):
    lat, lon = draw(places())
    return {
        "id": f"r{number}",
        "lat": lat,
        "lon": lon,
        "levels": draw(some(["college", "lycee"])),
        "departement": draw(st.sampled_from(DEPARTEMENTS)),
        "pupils": draw(st.integers(0, 40)),
        "themes": draw(some(THEMES)),
        "action_types": draw(some(["rencontre", "visite"], 1)),
        "modes": draw(some(["school", "visit", "remote"])),
        "slots": draw(some(SLOTS)),
        "weight": draw(st.integers(1, 3)),
    }


@st.composite
def offers(draw, number):
    lat, lon = draw(places())
    offer = {
        "id": f"o{number}",
        "lat": lat,
        "lon": lon,
        "levels": draw(some(["college", "lycee"], 1)),
        "themes": draw(some(THEMES)),
        "action_types": draw(some(["rencontre", "visite"], 1)),
        "modes": draw(some(["school", "visit", "remote"], 1)),
        "slots": draw(some(SLOTS, 1)),
        "capacity": draw(st.integers(0, 3)),
        "slot_capacity": draw(st.integers(0, 2)),
        "range_km": draw(st.sampled_from([0, 4.5, 30, 80, 500, 20_000])),
    }
    if draw(st.booleans()):
        offer["territory"] = draw(some(DEPARTEMENTS))
    if draw(st.booleans()):
        offer["max_pupils"] = draw(st.integers(0, 40))
    return offer


@st.composite
def instances(draw, most_requests=4, most_offers=3):
    asked = [draw(requests(n)) for n in range(draw(st.integers(0, most_requests)))]
    offered = [draw(offers(n)) for n in range(draw(st.integers(0, most_offers)))]
    data = {"requests": asked, "offers": offered, "stability": draw(st.integers(0, 4))}
    if asked and offered:
        pairs = st.tuples(st.sampled_from(asked), st.sampled_from(offered), st.sampled_from(SLOTS))
        triples = [{"request": r["id"], "offer": o["id"], "slot": s} for r, o, s in draw(st.lists(pairs, max_size=3))]
        data["previous"] = triples
        banned = draw(st.lists(pairs, max_size=2))
        data["forbidden"] = [{"request": r["id"], "offer": o["id"]} for r, o, _ in banned[:1]]
        data["forbidden"] += [{"request": r["id"], "offer": o["id"], "slot": s} for r, o, s in banned[1:]]
        data["locked"] = locks(draw(st.lists(pairs, max_size=2)), data["forbidden"])
    return data


@st.composite
def bounded(draw):
    """Instances where actors have several offers and one ceiling over them, never under what is locked."""
    data = draw(instances())
    ids = [offer["id"] for offer in data["offers"]]
    under = draw(st.lists(st.integers(0, 1), min_size=len(ids), max_size=len(ids)))
    groups = [[one for one, group in zip(ids, under, strict=True) if group == n] for n in (0, 1)]
    locked = [lock["offer"] for lock in data.get("locked", [])]
    data["ceilings"] = [
        {"offers": group, "capacity": max(draw(st.integers(0, 3)), sum(one in group for one in locked))}
        for group in groups
        if group and draw(st.booleans())
    ]
    return data


def locks(pairs, forbidden):
    """Locks that an instance may carry: one a request, within capacities, not forbidden."""
    kept, taken, taken_at = {}, {}, {}
    for request, offer, slot in pairs:
        key = (offer["id"], slot)
        full = taken.get(offer["id"], 0) >= offer["capacity"] or taken_at.get(key, 0) >= offer["slot_capacity"]
        banned = any(
            f["request"] == request["id"] and f["offer"] == offer["id"] and f.get("slot", slot) == slot
            for f in forbidden
        )
        if request["id"] not in kept and not full and not banned:
            kept[request["id"]] = {"request": request["id"], "offer": offer["id"], "slot": slot}
            taken[offer["id"]] = taken.get(offer["id"], 0) + 1
            taken_at[key] = taken_at.get(key, 0) + 1
    return list(kept.values())


def value(instance: Instance, triples) -> tuple[int, int, int]:
    """The objective of these triples, to be maximised."""
    asked = {r.id: r for r in instance.requests}
    offered = {o.id: o for o in instance.offers}
    meetings = [conditions.meeting(asked[t.request], offered[t.offer]) for t in triples]
    fit = sum(m.shared_themes for m in meetings) + instance.stability * sum(t in instance.previous for t in triples)
    return sum(asked[t.request].weight for t in triples), fit, -sum(m.tenths for m in meetings)


def best_by_trying(instance: Instance) -> tuple[int, int, int]:
    """The best objective, by trying every assignment."""
    choices = []
    for request in instance.requests:
        if request.id in instance.locked:
            choices.append([instance.locked[request.id]])
            continue
        options = [None]
        for offer in instance.offers:
            if not conditions.failing(request, offer, instance):
                options += [Triple(request.id, offer.id, s) for s in conditions.slots(request, offer, instance)]
        choices.append(options)
    fitting = (kept for chosen in product(*choices) if fits(instance, kept := [t for t in chosen if t]))
    return max(value(instance, kept) for kept in fitting)


def fits(instance: Instance, triples) -> bool:
    """Whether no capacity and no ceiling is passed."""
    for ceiling in instance.ceilings:
        if sum(t.offer in ceiling.offers for t in triples) > ceiling.capacity:
            return False
    for offer in instance.offers:
        own = [t for t in triples if t.offer == offer.id]
        if len(own) > offer.capacity:
            return False
        if any(sum(t.slot == slot for t in own) > offer.slot_capacity for slot in {t.slot for t in own}):
            return False
    return True
