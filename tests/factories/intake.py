"""A toy importer over a real model, and batches at every stage, for tests and pages."""

from collections.abc import Iterable, Iterator, Sequence

from essaim.commons.territory.models import Region
from essaim.foundation.accounts.models import User
from essaim.foundation.intake import registry, services
from essaim.foundation.intake.enums import BatchState, Verdict
from essaim.foundation.intake.importer import Field, Importer, Option, Options, Outcome, Refusal, Row, Writes
from essaim.foundation.intake.models import Batch
from essaim.foundation.kernel.actor import Actor
from essaim.foundation.kernel.errors import Refused
from tests.world import Persona, World

KIND = "test-regions"


class RegionImporter(Importer):
    """Imports régions by code; a name in capitals is refused, an unknown code ending in X looks like a duplicate."""

    kind = KIND
    title = "Régions d'essai"
    help = "Un tableau de régions : code et nom."
    fields = (
        Field("code", "Code INSEE", ("code_region", "Code de la région"), required=True),
        Field("name", "Nom", ("libelle", "Nom de la région"), required=True),
        Field("seat", "Chef-lieu", ("code_chef_lieu",), help="Cinq caractères."),
    )
    options = (Option("complete", "Liste complète", "oui si le fichier contient toutes les régions"),)
    counts_duplicates = True

    def clean_options(self, options: Options) -> Options:
        if options["complete"] not in {"", "oui"}:
            raise Refused("Liste complète : écrivez « oui », ou rien.")
        return options

    def plan(self, rows: Iterable[Row], options: Options) -> Iterator[Outcome]:
        known = {region.code: region for region in Region.objects.filter(code__startswith="T").order_by("code")}
        seen = set()
        for row in rows:
            seen.add(row["code"])
            yield self._outcome(row, known.get(row["code"]))
        if options["complete"]:
            for code, region in known.items():
                if code not in seen and not region.is_overseas:
                    yield Outcome(
                        Verdict.CLOSED, "", 0, code, region.name, changes={"Ouverte": ("oui", "non")}, payload=region
                    )

    def _outcome(self, row: Row, region: Region | None) -> Outcome:
        where = {"file": row.file, "line": row.line, "key": row["code"], "label": row["name"]}
        if row["name"].isupper():
            reason = "le nom est en capitales. Écrivez-le en minuscules."
            return Outcome(Verdict.REFUSED, refusals=(Refusal(row.file, row.line, "name", reason),), **where)
        if row["code"].endswith("X"):
            return Outcome(Verdict.DUPLICATE, note="Ressemble à une autre.", **where)
        if region is None:
            return Outcome(Verdict.NEW, payload=(None, row["name"], row["seat"]), **where)
        if region.name == row["name"]:
            return Outcome(Verdict.UNCHANGED, **where)
        changes = {"Nom": (region.name, row["name"])}
        return Outcome(Verdict.CHANGED, changes=changes, payload=(region, row["name"], row["seat"]), **where)

    def apply(self, outcomes: Sequence[Outcome], *, by: Actor, writes: Writes) -> None:
        writes.create(
            [
                Region(code=o.key, name=o.payload[1], slug=f"test-{o.key}".lower(), sort_key=o.key, seat_code="")
                for o in outcomes
                if o.verdict is Verdict.NEW
            ]
        )
        changed = [o for o in outcomes if o.verdict is Verdict.CHANGED]
        for outcome in changed:
            outcome.payload[0].name = outcome.payload[1]
        writes.update([o.payload[0] for o in changed], ["name"])
        closed = [o.payload for o in outcomes if o.verdict is Verdict.CLOSED]
        for region in closed:
            region.is_overseas = True
        writes.update(closed, ["is_overseas"])


def register() -> None:
    """Make the toy known; harmless twice."""
    registry.register(RegionImporter())


def upload(by: User, content: str | bytes, name: str = "regions.csv", **options: str) -> Batch:
    """A file given on screen."""
    register()
    data = content.encode() if isinstance(content, str) else content
    files = [services.Upload(name, [data])]
    return services.upload(by=by, kind=KIND, files=files, options=options)


def populate(world: World) -> None:
    """A batch to match, one tried, one applied, one refused, one at work."""
    admin = world.users[Persona.ADMIN]
    world.things["import_to_map"] = upload(admin, "code;appellation\nT1;Val de Test\n")
    tried = upload(admin, "code;nom\nT1;Val de Test\nT2;Haut Test\nT3X;Bas Test\nT4;CAPITALES\n")
    world.things["tried_import"] = services.plan(by=admin, batch=tried)
    applied = services.plan(by=admin, batch=upload(admin, "code;nom\nT7;Test Ouest\n"))
    world.things["applied_import"] = services.apply(by=admin, batch=applied)
    working = upload(admin, "code;nom\nT8;Test Est\n")
    Batch.objects.filter(pk=working.pk).update(state=BatchState.PLANNING)
    world.things["working_import"] = working
