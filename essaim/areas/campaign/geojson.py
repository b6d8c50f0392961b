"""Actions as GeoJSON (RFC 7946), for whoever draws their own map: a point is the commune's, never the school's."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from essaim.areas.campaign.domain.publication import Action


def collection(actions: Iterable[Action], address: Callable[[Action], str]) -> bytes:
    """The features of these actions, in their order; ``address`` gives the page of each."""
    features = [_feature(action, address(action)) for action in actions]
    told = {"type": "FeatureCollection", "features": features}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _feature(action: Action, url: str) -> dict[str, Any]:
    where, when = action.where, action.when
    told = {
        "title": action.title,
        "nature": action.nature.value,
        "state": action.standing.value,
        "date": when.day.isoformat() if when else "",
        "when": when.label if when else "",
        "commune": where.commune,
        "departement": where.departement,
        "region": where.region,
        "academie": where.academie,
        "organisation": action.organisation,
        "audience": action.audience,
        "levels": action.levels,
        "themes": sorted(action.themes),
        "open": action.is_open,
        "url": url,
    }
    return {
        "type": "Feature",
        "id": action.reference,
        "geometry": {"type": "Point", "coordinates": [where.point[1], where.point[0]]} if where.point else None,
        "properties": {name: value for name, value in told.items() if value not in ("", [])},
    }
