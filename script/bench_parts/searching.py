"""Search as people type: whole, unfinished, without accents, with a slip of the finger."""

import json
import random
import subprocess
import sys
import time

from measure import Line, Place, percentile

QUERIES = 400
KINDS = ("telle quelle", "sans accents", "avec une faute", "inachevée", "code postal", "UAI")


def measure(place: Place) -> list[Line]:
    """p50 and p95 in a process whose index is warm, as a server's is."""
    done = subprocess.run(
        [sys.executable, __file__, str(place.folder)],
        env=place.environment,
        cwd=place.folder,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    lines = [
        Line(f"recherche d'établissements, p50 ({QUERIES} requêtes)", found["p50"], "ms"),
        Line("recherche d'établissements, p95", found["p95"], "ms", 50),
        Line("recherche d'organisations, p95", found["organisations_p95"], "ms", 50),
    ]
    lines += [Line(f"  dont {kind}, p95", value, "ms") for kind, value in found["kinds"].items()]
    return [*lines, Line("l'établissement voulu est dans les dix premiers", found["hits"], "%")]


def _typed(draw: random.Random, kind: str, school: dict[str, str]) -> str:
    """How somebody looks for this school."""
    from essaim.foundation.kernel.text import fold

    words = f"{school['name']} {school['locality']}"
    if kind == "UAI":
        return school["uai"]
    if kind == "code postal":
        return f"{school['name'].split()[-1]} {school['postcode']}"
    if kind == "inachevée":
        return words[: max(6, len(words) - draw.randint(2, 4))]
    if kind == "sans accents":
        return fold(words)
    if kind == "avec une faute":
        place = draw.randrange(3, len(words) - 1)
        return words[:place] + words[place + 1 :]
    return words


def run() -> None:
    """Ask, time, compare; one JSON object on the output."""
    import django

    django.setup()
    from essaim.commons.directory.models import Organisation, School
    from essaim.commons.directory.selectors import organisations, schools

    draw = random.Random(7)  # noqa: S311 (a sample, not a secret)
    known = list(School.objects.exclude(uai=None).order_by("pk").values("pk", "uai", "name", "locality", "postcode"))
    names = list(Organisation.objects.order_by("pk").values_list("name", flat=True))
    schools.search("lycée", limit=10)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    hits = 0
    for rank in range(QUERIES):
        kind, school = KINDS[rank % len(KINDS)], draw.choice(known)
        text = _typed(draw, kind, school)
        start = time.perf_counter()
        found = schools.search(text, limit=10).schools
        list(found)
        times[kind].append((time.perf_counter() - start) * 1000)
        hits += school["pk"] in {answer.pk for answer in found}
    others = []
    for _ in range(QUERIES // 4):
        start = time.perf_counter()
        organisations.matching(draw.choice(names))
        others.append((time.perf_counter() - start) * 1000)
    every = [value for values in times.values() for value in values]
    answer = {
        "p50": percentile(every, 0.5),
        "p95": percentile(every, 0.95),
        "organisations_p95": percentile(others, 0.95),
        "kinds": {kind: percentile(values, 0.95) for kind, values in times.items()},
        "hits": 100 * hits / QUERIES,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    run()
