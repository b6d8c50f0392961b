"""Pages of the outbox."""

from tests.pages.base import Page, only
from tests.world import Persona

NOT_SHOWN = {p: 302 if p is Persona.VISITOR else 404 if p is Persona.ADMIN else 403 for p in Persona}
"""What a letter says is shown on a demonstration only."""
GESTURE = {p: 302 if p in {Persona.VISITOR, Persona.ADMIN} else 403 for p in Persona}

PAGES = [
    Page("outbox:inbox", "Le courrier", only(Persona.ADMIN), 10),
    Page("outbox:letter", "Une lettre", only(Persona.ADMIN), 8, args=lambda world: {"pk": world.letter.pk}),
    Page(
        "outbox:letter-page",
        "La mise en page d’une lettre",
        NOT_SHOWN,
        7,
        args=lambda world: {"pk": world.letter.pk},
        html=False,
    ),
    Page(
        "outbox:enclosure",
        "La pièce jointe d’une lettre",
        NOT_SHOWN,
        7,
        args=lambda world: {"pk": world.letter.pk, "enclosure": world.letter.enclosures.get().pk},
        html=False,
    ),
    Page(
        "outbox:letter-retry",
        "Renvoyer une lettre",
        GESTURE,
        14,
        args=lambda world: {"pk": world.failed_letter.pk},
        method="post",
    ),
    Page(
        "outbox:letter-cancel",
        "Annuler une lettre",
        GESTURE,
        14,
        args=lambda world: {"pk": world.letter.pk},
        method="post",
    ),
]
