"""Pages of imports. The toy importer of the tests is the administration's; others see their own kinds."""

from tests.factories.intake import KIND
from tests.pages.base import Page, only
from tests.world import Persona, World

IMPORTERS = only(Persona.ADMIN)
ANY_IMPORTER = only(Persona.CORRESPONDENT, Persona.CRESS, Persona.NATIONAL, Persona.ADMIN)
GESTURE = {p: 302 if p in {Persona.VISITOR, Persona.ADMIN} else 403 for p in Persona}


def batch(name: str):
    def args(world: World) -> dict:
        return {"pk": getattr(world, name).pk}

    return args


PAGES = [
    Page("intake:batch-list", "Les imports", ANY_IMPORTER, 10),
    Page("intake:batch-choose", "Importer : choisir le type de fichier", ANY_IMPORTER, 8),
    Page("intake:batch-new", "Importer : déposer les fichiers", IMPORTERS, 8, args=lambda world: {"kind": KIND}),
    Page("intake:batch-mapping", "Import : les colonnes", IMPORTERS, 10, args=batch("import_to_map")),
    Page("intake:batch-plan", "Import : l'essai", IMPORTERS, 10, args=batch("tried_import")),
    Page("intake:batch-detail", "Un import", IMPORTERS, 10, args=batch("applied_import")),
    Page("intake:batch-undo", "Annuler un import", IMPORTERS, 8, args=batch("applied_import")),
    Page("intake:batch-apply", "Appliquer un import", GESTURE, 40, args=batch("tried_import"), method="post"),
    Page("intake:batch-resume", "Relancer un import", GESTURE, 16, args=batch("working_import"), method="post"),
    Page("intake:batch-refusals", "Les lignes refusées", IMPORTERS, 8, args=batch("tried_import"), html=False),
]
