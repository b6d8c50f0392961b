"""Pages of files."""

from tests.pages.base import Page, only
from tests.world import Persona

PAGES = [
    Page(
        "files:download",
        "Un fichier déposé, en téléchargement (selon sa finalité)",
        only(Persona.ADMIN),
        7,
        args=lambda world: {"pk": world.file.pk},
        html=False,
    ),
]
