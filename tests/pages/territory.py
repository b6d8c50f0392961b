"""Pages of territories and school calendars."""

from tests.pages.base import EVERYONE, Page, only
from tests.world import Persona, World

EDITORS = (Persona.NATIONAL, Persona.ADMIN)
GESTURE = {p: 302 if p in {Persona.VISITOR, *EDITORS} else 403 for p in Persona}


def reunion(world: World) -> dict:
    """The calendar of La Réunion, whose dates are its own."""
    return {"slug": "la-reunion", "year": world.override.school_year}


PAGES = [
    Page("territory:index", "Les territoires", EVERYONE, 8),
    Page("territory:region-detail", "Une région", EVERYONE, 11, args=lambda world: {"slug": world.region.slug}),
    Page("territory:academie-detail", "Une académie", EVERYONE, 12, args=lambda world: {"slug": world.academie.slug}),
    Page(
        "territory:academie-detail",
        "Une académie qui a ses propres vacances",
        EVERYONE,
        12,
        args=lambda world: {"slug": world.override.academie.slug},
        query="?annee=2026",
    ),
    Page(
        "territory:departement-detail",
        "Un département",
        EVERYONE,
        10,
        args=lambda world: {"slug": world.departement.slug},
    ),
    Page("territory:commune-search", "La recherche d’une commune", EVERYONE, 9, query="?q=beaume"),
    Page("territory:commune-suggest", "Les communes proposées", EVERYONE, 6, query="?q=beaune", html=False),
    Page("territory:calendar-edit", "Le calendrier d’une académie", only(*EDITORS), 14, args=reunion),
    Page(
        "territory:calendar-complete",
        "Déclarer une année complète",
        {**GESTURE, Persona.NATIONAL: 422, Persona.ADMIN: 422},  # without the address of the calendar
        14,
        args=reunion,
        method="post",
    ),
    Page(
        "territory:calendar-reopen",
        "Signaler des dates manquantes",
        GESTURE,
        14,
        args=lambda world: {"slug": world.academie.slug, "year": 2026},
        method="post",
    ),
    Page(
        "territory:holiday-remove",
        "Retirer des dates propres à une académie",
        GESTURE,
        16,
        args=lambda world: {**reunion(world), "pk": world.override.pk},
        method="post",
    ),
]
