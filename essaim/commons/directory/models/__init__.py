"""Who is who, and on which date."""

from essaim.commons.directory.models.organisation import Contact, Membership, Organisation, QuotedFigure
from essaim.commons.directory.models.people import SCOPE_OF_ROLE, Seat, Tenure
from essaim.commons.directory.models.school import ACTIVE, School, SchoolQuerySet
from essaim.commons.directory.models.school_class import SchoolClass
from essaim.commons.directory.models.search import SearchEntry, SearchPosting, SearchState, SearchTerm

__all__ = [
    "ACTIVE",
    "SCOPE_OF_ROLE",
    "Contact",
    "Membership",
    "Organisation",
    "QuotedFigure",
    "School",
    "SchoolClass",
    "SchoolQuerySet",
    "SearchEntry",
    "SearchPosting",
    "SearchState",
    "SearchTerm",
    "Seat",
    "Tenure",
]
