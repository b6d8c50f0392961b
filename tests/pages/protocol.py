"""Pages of the protocol."""

from tests.pages.base import EVERYONE, Page

PAGES = [
    Page("protocol:agreement", "Le protocole", EVERYONE, 25),
    Page("protocol:agreement", "Le protocole à une date passée", EVERYONE, 25, query="?le=2019-05-01"),
    Page("protocol:commitment-detail", "Un engagement", EVERYONE, 8, args=lambda world: {"code": "1.2"}),
]
