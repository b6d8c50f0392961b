"""The programme of a région on paper: what is open to everybody first, then each day."""

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.utils import timezone

from essaim.areas.campaign.addresses import address
from essaim.areas.campaign.domain import publication
from essaim.areas.campaign.domain.publication import Action, Criteria, Facet
from essaim.areas.campaign.enums import Nature
from essaim.areas.campaign.selectors.published import Published
from essaim.foundation.documents import pdf
from essaim.foundation.kernel import french

OPEN, RESERVED = "Ouvert au public", "Réservé à la classe"


def programme(shown: Published, region: str) -> bytes:
    """The PDF of a région: by day, open actions marked, then the actors who offer to come."""
    edition = shown.edition
    if edition is None:
        raise ValueError("there is no programme without an edition")
    catalogue, name = shown.catalogue, shown.regions[region]
    bits = catalogue.kept(Criteria({Facet.REGION: frozenset({region})}))
    found = [catalogue.actions[rank] for rank in catalogue.ranks(bits)]
    dated = [action for action in found if action.when]
    data = {
        "dates": _capital(edition.dates),
        "place": publication.in_region(name),
        "counts": _counts(dated, found),
        "days": [{"title": title, "actions": [_line(action) for action in group]} for title, group in _days(dated)],
        "offers": [_offer(action) for action in found if action.nature is Nature.OFFER],
        "undated": [_line(action) for action in found if not action.when and action.nature is not Nature.OFFER],
        "address": f"{settings.BASE_URL}{address('public-agenda', shown.campaign)}?region={region}",
    }
    return pdf.render(
        "campaign/programme",
        data,
        title=f"{edition.title}{french.NBSP}: programme {publication.in_region(name)}",
        source=f"Essaim, {shown.campaign.name}",
        on=timezone.localdate(),
    )


def _days(dated: Sequence[Action]) -> list[tuple[str, list[Action]]]:
    told = ((action.when.day, action) for action in dated if action.when)
    return [
        (_capital(french.full_date(day)), [action for _, action in group])
        for day, group in groupby(told, lambda pair: pair[0])
    ]


def _counts(dated: Sequence[Action], found: Sequence[Action]) -> str:
    if not found:
        return "Rien n’est encore publié ici."
    opened = sum(action.is_open for action in dated)
    parts = [french.plural(len(dated), "date"), f"dont {opened} ouverte{'s' if opened > 1 else ''} au public"]
    return ", ".join(parts if opened else parts[:1]) + "."


def _line(action: Action) -> dict[str, object]:
    where = ", ".join(filter(None, [action.place, action.where.label]))
    audience = ", ".join(filter(None, [action.audience, action.levels]))
    return {
        "hours": _capital(action.when.hours) if action.when else "",
        "title": action.title,
        "where": where,
        "who": ", ".join(filter(None, [action.organisation, audience])),
        "story": action.story,
        "open": action.is_open,
        "state": OPEN if action.is_open else RESERVED,
    }


def _offer(action: Action) -> dict[str, object]:
    reach = f"se déplace {action.reach}" if action.reach else ""
    return {
        "title": action.title,
        "who": ", ".join(filter(None, [action.organisation, action.where.label, reach])),
        "places": action.words,
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
