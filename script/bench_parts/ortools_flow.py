"""SimpleMinCostFlow on the arcs of a file, three costs in one number: ``ortools_flow.py NET.npz RUNS``.

Alone in its file: the Python that runs it needs ortools and numpy, nothing of Essaim.
"""

import json
import statistics
import sys
import time

import numpy as np
from ortools.graph.python import min_cost_flow


def main(path: str, runs: int) -> None:
    """Median seconds to build and solve, and the three costs of the optimum."""
    net = np.load(path)
    units = int(net["supply"][net["supply"] > 0].sum())
    third = int(net["c3"].max(initial=0)) * units + 1
    second = int(net["c2"].max(initial=0)) * units + 1
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(
            net["start"].astype(np.int32),
            net["end"].astype(np.int32),
            net["cap"],
            (net["c1"] * second + net["c2"]) * third + net["c3"],
        )
        flow.set_nodes_supplies(np.arange(len(net["supply"]), dtype=np.int32), net["supply"])
        if flow.solve() != flow.OPTIMAL:
            sys.exit("OR-tools finds no optimum")
        seconds.append(time.perf_counter() - start)
    found = flow.flows(np.arange(len(net["c1"]), dtype=np.int32))
    costs = [int((found * net[name]).sum()) for name in ("c1", "c2", "c3")]
    json.dump({"seconds": statistics.median(seconds), "costs": costs}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
