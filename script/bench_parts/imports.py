"""Schools and organisations of a whole country, imported once, then again."""

import sys

from measure import Line, Place, essaim


def measure(place: Place) -> list[Line]:
    """Seconds and memory of the first import; the second must find nothing to do."""
    prepared = essaim(place, "prepare")
    first = essaim(place, "schools", "import", str(place.folder / "schools.csv"), "--apply")
    again = essaim(place, "schools", "import", str(place.folder / "schools.csv"), "--apply")
    others = essaim(place, "organisations", "import", str(place.folder / "organisations.csv"), "--apply")
    if first.result["new"] < 0.99 * place.schools or again.result["unchanged"] < first.result["new"]:
        sys.exit(f"the import did not do its work: {first.result | {'refusals': []}} then {again.result}")
    return [
        Line("base et territoires, première fois", prepared.seconds, "s", 30),
        Line(f"import de {first.result['new']} établissements", first.seconds, "s", 90),
        Line("mémoire de cet import", first.megabytes, "Mo", 500),
        Line(f"le même une seconde fois ({again.result['changed']} changés)", again.seconds, "s", 90),
        Line(f"import de {others.result['new']} organisations", others.seconds, "s", 60),
        Line("mémoire de cet import d'organisations", others.megabytes, "Mo", 500),
    ]
