"""Pages of the figures."""

from tests.pages.base import EVERYONE, Page

PAGES = [
    Page("figures:indicator-list", "Les chiffres", EVERYONE, 32),
    Page("figures:indicator-detail", "Un chiffre", EVERYONE, 9, args=lambda world: {"code": world.indicator.code}),
    Page(
        "figures:indicator-detail",
        "Un chiffre comparé entre territoires",
        EVERYONE,
        10,
        args=lambda world: {"code": world.indicator.code},
        query="?par=initiale&le=2027-01-12",
    ),
]
