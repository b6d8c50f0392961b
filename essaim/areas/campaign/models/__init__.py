"""Editions, registrations, matches, priorities."""

from essaim.areas.campaign.models.answering import LetterChoice, Reminder
from essaim.areas.campaign.models.edition import Campaign, Edition, Term
from essaim.areas.campaign.models.feed import Feed
from essaim.areas.campaign.models.kinds import MODELS
from essaim.areas.campaign.models.kit import KitSheet
from essaim.areas.campaign.models.match import ACTIVE, AGREED, ENDED, ForbiddenPair, Match, MatchRun
from essaim.areas.campaign.models.open_event import OpenEvent
from essaim.areas.campaign.models.priority import Priority
from essaim.areas.campaign.models.registration import ClassRequest, Offer, Registration
from essaim.areas.campaign.models.segment import LetterRefusal, SegmentLetter
from essaim.areas.campaign.models.showcase import Showcase
from essaim.areas.campaign.models.wording import CoPilot, Count, Question

__all__ = [
    "ACTIVE",
    "AGREED",
    "ENDED",
    "MODELS",
    "Campaign",
    "ClassRequest",
    "CoPilot",
    "Count",
    "Edition",
    "Feed",
    "ForbiddenPair",
    "KitSheet",
    "LetterChoice",
    "LetterRefusal",
    "Match",
    "MatchRun",
    "Offer",
    "OpenEvent",
    "Priority",
    "Question",
    "Registration",
    "Reminder",
    "SegmentLetter",
    "Showcase",
    "Term",
]
