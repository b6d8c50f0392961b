"""Editions, registrations, matches, priorities."""

from essaim.areas.campaign.models.answering import LetterChoice, Reminder
from essaim.areas.campaign.models.edition import Campaign, Edition, Term
from essaim.areas.campaign.models.match import ACTIVE, AGREED, ENDED, ForbiddenPair, Match, MatchRun
from essaim.areas.campaign.models.priority import Priority
from essaim.areas.campaign.models.registration import MODELS, ClassRequest, Offer, Registration, Showcase

__all__ = [
    "ACTIVE",
    "AGREED",
    "ENDED",
    "MODELS",
    "Campaign",
    "ClassRequest",
    "Edition",
    "ForbiddenPair",
    "LetterChoice",
    "Match",
    "MatchRun",
    "Offer",
    "Priority",
    "Registration",
    "Reminder",
    "Showcase",
    "Term",
]
