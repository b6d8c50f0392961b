"""Editions, registrations, matches."""

from essaim.areas.campaign.models.edition import Campaign, Edition, Term
from essaim.areas.campaign.models.match import ACTIVE, AGREED, ForbiddenPair, Match, MatchRun
from essaim.areas.campaign.models.registration import MODELS, ClassRequest, Offer, Registration, Showcase

__all__ = [
    "ACTIVE",
    "AGREED",
    "MODELS",
    "Campaign",
    "ClassRequest",
    "Edition",
    "ForbiddenPair",
    "Match",
    "MatchRun",
    "Offer",
    "Registration",
    "Showcase",
    "Term",
]
