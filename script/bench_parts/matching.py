"""The matching of a whole country: proven, beside OR-tools on the same arcs and the same costs, beside greedy.

Requests and offers are invented on the true communes of France, the most peopled more often; 0.6 offers a request,
half-days, a few offers at a distance. Each size runs in a process of its own, so that its memory is its own.
OR-tools is no dependency of Essaim: it is compared when this Python has it, or the one that ``ORTOOLS_PYTHON`` names.
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path
from typing import Any

from measure import ROOT, Line, Place

SIZES = (1_000, 5_000, 20_000)
OFFERS_A_REQUEST = 0.6
AT_A_DISTANCE = 0.04
RUNS = 3
MOST_TIMES_ORTOOLS = 2
LEAST_COMPARED = 5_000
"""Under this, OR-tools takes less time than reading the file: the budget is in seconds."""

MOST_SECONDS = 2
MOST_MEGABYTES = 2_000
SLOTS = [f"2027-03-{day}-{half}" for day in range(22, 27) for half in ("am", "pm")]
LEVELS = ("maternelle", "elementaire", "college", "lycee", "pro")
THEMES = ("alimentation", "textile", "mobilité", "énergie", "culture", "solidarité", "numérique", "habitat")
ACTIONS = ("rencontre", "visite", "atelier")


def measure(place: Place) -> list[Line]:
    """Seconds, memory, and what greedy would have lost, at three sizes."""
    lines: list[Line] = []
    for size in SIZES:
        command = [sys.executable, __file__, str(size)]
        done = subprocess.run(command, env=place.environment, stdout=subprocess.PIPE, text=True, check=True)
        lines += _lines(size, json.loads(done.stdout))
    return lines


def _lines(size: int, found: dict[str, Any]) -> list[Line]:
    name, is_small = f"rapprochement de {size} demandes", size < LEAST_COMPARED
    compared = (
        [
            Line("  OR-tools seul, mêmes arcs et mêmes coûts", found["ortools"], "s"),
            Line(
                "  en fois OR-tools",
                found["total"] / found["ortools"],
                "fois",
                None if is_small else MOST_TIMES_ORTOOLS,
            ),
        ]
        if found["ortools"]
        else [Line("  OR-tools absent : non comparé", 0, "fois")]
    )
    return [
        Line(f"{name}, tout compris (médiane de {RUNS})", found["total"], "s", MOST_SECONDS if is_small else None),
        *compared,
        Line(f"  arcs, {found['offers']} offres", found["arcs"], ""),
        Line("  mémoire", found["megabytes"], "Mo", MOST_MEGABYTES),
        Line("  demandes servies, optimum prouvé", found["best"]["share"], "%"),
        Line("  demandes servies, premier arrivé premier servi", found["greedy"]["share"], "%"),
        Line("  km par rencontre, optimum", found["best"]["km"], "km"),
        Line("  km par rencontre, premier arrivé premier servi", found["greedy"]["km"], "km"),
    ]


def drawn(size: int) -> dict[str, Any]:
    """The same instance for the same size, whatever the machine."""
    import synthetic

    draw = random.Random(size)  # noqa: S311 (invented data, not a secret)
    communes = [row for row in synthetic.communes() if row["lat"] and row["lon"]]
    weights = list(accumulate(int(row["population"] or 0) ** 0.7 + 5 for row in communes))

    def point() -> dict[str, Any]:
        (row,) = draw.choices(communes, cum_weights=weights)
        return {"lat": float(row["lat"]), "lon": float(row["lon"]), "departement": row["departement"]}

    requests = [
        {
            "id": f"r{number:06}",
            **point(),
            "levels": [draw.choice(LEVELS)],
            "pupils": draw.randint(12, 32),
            "themes": draw.sample(THEMES, draw.randint(0, 2)),
            "action_types": draw.sample(ACTIONS, draw.randint(1, 2)),
            "modes": draw.choice((["school"], ["school", "visit"], ["school", "visit", "remote"])),
            "slots": draw.sample(SLOTS, draw.randint(2, 5)),
            "weight": draw.choice((1, 1, 1, 2, 3)),
        }
        for number in range(size)
    ]
    offers = [_offer(draw, number, point()) for number in range(round(size * OFFERS_A_REQUEST))]
    return {"requests": requests, "offers": offers}


def _offer(draw: random.Random, number: int, point: dict[str, Any]) -> dict[str, Any]:
    at_a_distance = draw.random() < AT_A_DISTANCE
    in_person = draw.choice((["school"], ["visit"], ["school", "visit"]))
    return {
        "id": f"o{number:06}",
        "lat": point["lat"],
        "lon": point["lon"],
        "range_km": draw.choice((20, 30, 50)),
        "levels": draw.sample(LEVELS, draw.randint(2, 4)),
        "themes": draw.sample(THEMES, draw.randint(0, 3)),
        "action_types": draw.sample(ACTIONS, draw.randint(1, 3)),
        "modes": ["school", "remote"] if at_a_distance else in_person,
        "slots": draw.sample(SLOTS, draw.randint(3, 8)),
        "capacity": draw.randint(1, 4),
        "slot_capacity": 1,
    }


def run(size: int) -> dict[str, Any]:
    """Read and solve several times; then OR-tools as many times on the arcs of the last; then greedy."""
    from essaim.areas.campaign.domain.matching import candidates, network, reading, solution

    data, totals = drawn(size), []
    for _ in range(RUNS):
        start = time.perf_counter()
        instance = reading.read(data)
        found = solution.solve(instance)
        totals.append(time.perf_counter() - start)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if any(level.primal != level.dual for level in found.levels):
        sys.exit(f"{size}: the optimum is not proven")
    rows = candidates.find(instance)
    net = network.build(instance, rows)
    served = len(found.pairs)
    return {
        "total": statistics.median(totals),
        "ortools": _ortools(net, [int((found.flow.units * cost).sum()) for cost in net.costs]),
        "offers": len(data["offers"]),
        "arcs": len(net.start),
        "megabytes": megabytes,
        "best": {"share": 100 * served / size, "km": -found.levels[2].primal / 10 / max(1, served)},
        "greedy": _greedy(data, rows, size),
    }


def _greedy(data: dict[str, Any], rows: Any, size: int) -> dict[str, float]:
    """As it is done by hand: each request in its turn takes the nearest actor still free."""
    import numpy as np

    left = [offer["capacity"] for offer in data["offers"]]
    taken: set[tuple[int, int]] = set()
    served = tenths = 0
    met = -1
    for row in np.lexsort((rows.slot, rows.offer, rows.tenths, rows.request)):
        request, offer, slot = int(rows.request[row]), int(rows.offer[row]), int(rows.slot[row])
        if request == met or not left[offer] or (offer, slot) in taken:
            continue
        met, served, tenths = request, served + 1, tenths + int(rows.tenths[row])
        left[offer] -= 1
        taken.add((offer, slot))
    return {"share": 100 * served / size, "km": tenths / 10 / max(1, served)}


def _ortools(net: Any, costs: list[int]) -> float:
    """The median of SimpleMinCostFlow on the same arcs; zero when nobody has it. Its optimum must be ours."""
    import numpy as np

    python = os.environ.get("ORTOOLS_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import ortools"], check=False, capture_output=True).returncode:
        return 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net.npz"
        first, second, third = net.costs
        np.savez(path, supply=net.supply, start=net.start, end=net.end, cap=net.capacity, c1=first, c2=second, c3=third)
        done = subprocess.run(
            [python, Path(__file__).with_name("ortools_flow.py"), path, str(RUNS)],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    theirs = json.loads(done.stdout)
    if theirs["costs"] != costs:
        sys.exit(f"OR-tools finds {theirs['costs']}, we find {costs}")
    return float(theirs["seconds"])


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    json.dump(run(int(sys.argv[1])), sys.stdout)
