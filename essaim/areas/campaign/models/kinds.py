"""Which row each registration is."""

from collections.abc import Mapping

from essaim.areas.campaign.enums import Kind
from essaim.areas.campaign.models.open_event import OpenEvent
from essaim.areas.campaign.models.registration import ClassRequest, Offer, Registration
from essaim.areas.campaign.models.showcase import Showcase

MODELS: Mapping[Kind, type[Registration]] = {model.kind: model for model in (ClassRequest, Offer, Showcase, OpenEvent)}
