"""Editions, registrations, matches."""

from essaim.areas.campaign.models.edition import Campaign, Edition, Term
from essaim.areas.campaign.models.match import ACTIVE, Match, MatchRun
from essaim.areas.campaign.models.registration import MODELS, ClassRequest, Offer, Registration, Showcase

__all__ = [
    "ACTIVE",
    "MODELS",
    "Campaign",
    "ClassRequest",
    "Edition",
    "Match",
    "MatchRun",
    "Offer",
    "Registration",
    "Showcase",
    "Term",
]
