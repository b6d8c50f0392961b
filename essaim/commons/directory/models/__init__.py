"""Who is who, and on which date."""

from essaim.commons.directory.models.school import ACTIVE, School, SchoolQuerySet
from essaim.commons.directory.models.school_class import SchoolClass
from essaim.commons.directory.models.search import SearchEntry, SearchPosting, SearchState, SearchTerm

__all__ = [
    "ACTIVE",
    "School",
    "SchoolClass",
    "SchoolQuerySet",
    "SearchEntry",
    "SearchPosting",
    "SearchState",
    "SearchTerm",
]
