"""The figures of encounters and events: six measures, told for France, a région, an académie, and axis by axis."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from essaim.commons.directory.scoping import scope_of
from essaim.commons.encounters.selectors import figures
from essaim.commons.protocol import per_axis
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.kernel.actor import Actor

ENCOUNTER_SCOPES = ("france", "region", "academie", "departement")
EVENT_SCOPES = ("france", "region", "academie")
SOURCE = "Comptes rendus saisis dans Essaim par les équipes, les acteurs et le réseau"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, how it is said, and the selectors that count it (the axis, or none, comes first)."""

    code: str
    label: str
    definition: str
    unit: tuple[str, str]
    compute: Callable[..., Any]
    rows: Callable[..., Any] = figures.encounter_rows
    scopes: tuple[str, ...] = ENCOUNTER_SCOPES


MEASURES = (
    Measure(
        "encounters.held",
        "Rencontres tenues",
        "Rencontres entre une classe et un acteur de l'ESS, et actions menées par des élèves, notées tenues. Chacune "
        "compte une fois, le jour où elle a été tenue, dans le territoire de l'établissement. Celles qui sont prévues, "
        "reportées ou annulées ne comptent pas.",
        ("rencontre", "rencontres"),
        figures.encounters,
    ),
    Measure(
        "encounters.pupils",
        "Élèves présents aux rencontres",
        "Élèves présents aux rencontres tenues, selon les comptes rendus. Un élève venu à deux rencontres est compté "
        "deux fois. Les adultes sont comptés à part.",
        ("élève", "élèves"),
        figures.pupils,
    ),
    Measure(
        "encounters.adults",
        "Adultes présents aux rencontres",
        "Adultes présents aux rencontres tenues, équipe et acteur compris, selon les comptes rendus. Les élèves sont "
        "comptés à part.",
        ("adulte", "adultes"),
        figures.adults,
    ),
    Measure(
        "encounters.hours",
        "Heures de rencontre",
        "Durées des rencontres tenues, additionnées en minutes puis dites en heures, arrondies au dixième.",
        ("heure", "heures"),
        figures.hours,
    ),
    Measure(
        "encounters.events_held",
        "Évènements tenus",
        "Évènements des réseaux (revues, journées, formations) dont la feuille de présence est remplie, comptés le "
        "jour où ils ont commencé. Un évènement national compte pour la France, sans région ni académie.",
        ("évènement", "évènements"),
        figures.events,
        figures.event_rows,
        EVENT_SCOPES,
    ),
    Measure(
        "encounters.people",
        "Personnes venues aux évènements",
        "Personnes cochées sur les feuilles de présence, et personnes venues sans invitation. Une personne venue à "
        "deux évènements est comptée deux fois.",
        ("personne", "personnes"),
        figures.people,
        figures.event_rows,
        EVENT_SCOPES,
    ),
)


def register() -> None:
    """Declare each measure, and one indicator an axis for each; called once, when the area is ready."""
    for measure in MEASURES:
        shared: dict[str, Any] = {
            "code": measure.code,
            "label": measure.label,
            "definition": measure.definition,
            "unit": measure.unit,
            "period": PeriodType.FREE,
            "scopes": measure.scopes,
            "source": SOURCE,
            "may_see_rows": answers_for_a_territory,
        }
        indicators.register(
            Indicator(**shared, compute=partial(measure.compute, None), rows=partial(measure.rows, None))
        )
        per_axis.register(**shared, compute=measure.compute, rows=measure.rows)


def answers_for_a_territory(user: object) -> bool:
    """Rows are read inside the network, as titles and numbers; the page of each asks again who reads."""
    return isinstance(user, Actor) and scope_of(user).is_territorial
