"""Pages of the protocol."""

from tests.pages.base import EVERYONE, Page

PAGES = [
    Page("protocol:agreement", "Le protocole", EVERYONE, 56),
    Page("protocol:agreement", "Le protocole à une date passée", EVERYONE, 56, query="?le=2019-05-01"),
    Page("protocol:commitment-detail", "Un engagement", EVERYONE, 14, args=lambda world: {"code": "1.2"}),
]
