"""The figures of encounters and events: six measures, told for France, a région, an académie, and axis by axis."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from essaim.commons.encounters.selectors import figures
from essaim.commons.protocol import per_axis
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.figures.tracing import Trace

ENCOUNTER_SCOPES = ("france", "region", "academie", "departement")
EVENT_SCOPES = ("france", "region", "academie")
SOURCE = "Comptes rendus saisis dans Essaim par les équipes, les acteurs et le réseau"


NUMBERS = {"held_on": "on", "pupils": "pupils", "adults": "adults", "minutes": "minutes"}
TRACED = Trace(
    gestures={
        "encounters.encounter.held": ("compte rendu noté", "comptes rendus notés"),
        "encounters.encounter.corrected": ("compte rendu corrigé", "comptes rendus corrigés"),
        "encounters.encounter.taken_back": ("compte rendu repris", "comptes rendus repris"),
        "encounters.encounter.cancelled": ("rencontre annulée", "rencontres annulées"),
    },
    told={"encounters.encounter.held": NUMBERS, "encounters.encounter.corrected": NUMBERS},
)
EVENTS_TRACED = Trace(
    gestures={
        "encounters.event.held": ("feuille de présence remplie", "feuilles de présence remplies"),
        "encounters.event.updated": ("évènement modifié", "évènements modifiés"),
        "encounters.event.cancelled": ("évènement annulé", "évènements annulés"),
    },
)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted, how it is said, and the selectors that count it (the axis, or none, comes first)."""

    code: str
    label: str
    definition: str
    unit: tuple[str, str]
    compute: Callable[..., Any]
    facts: tuple[str, ...] = ()
    rows: Callable[..., Any] = figures.encounter_rows
    scopes: tuple[str, ...] = ENCOUNTER_SCOPES
    seen_by: Callable[..., Any] = figures.encounters_seen_by
    trace: Trace = TRACED


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
        ("pupils",),
    ),
    Measure(
        "encounters.adults",
        "Adultes présents aux rencontres",
        "Adultes présents aux rencontres tenues, équipe et acteur compris, selon les comptes rendus. Les élèves sont "
        "comptés à part.",
        ("adulte", "adultes"),
        figures.adults,
        ("adults",),
    ),
    Measure(
        "encounters.hours",
        "Heures de rencontre",
        "Durées des rencontres tenues, additionnées en minutes puis dites en heures, arrondies au dixième.",
        ("heure", "heures"),
        figures.hours,
        ("minutes",),
    ),
    Measure(
        "encounters.events_held",
        "Évènements tenus",
        "Évènements des réseaux (revues, journées, formations) dont la feuille de présence est remplie, comptés le "
        "jour où ils ont commencé. Un évènement national compte pour la France, sans région ni académie.",
        ("évènement", "évènements"),
        figures.events,
        rows=figures.event_rows,
        scopes=EVENT_SCOPES,
        seen_by=figures.events_seen_by,
        trace=EVENTS_TRACED,
    ),
    Measure(
        "encounters.people",
        "Personnes venues aux évènements",
        "Personnes cochées sur les feuilles de présence, et personnes venues sans invitation. Une personne venue à "
        "deux évènements est comptée deux fois.",
        ("personne", "personnes"),
        figures.people,
        ("attended",),
        figures.event_rows,
        EVENT_SCOPES,
        figures.events_seen_by,
        EVENTS_TRACED,
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
            "facts": measure.facts,
            "seen_by": measure.seen_by,
            "trace": measure.trace,
        }
        indicators.register(
            Indicator(**shared, compute=partial(measure.compute, None), rows=partial(measure.rows, None))
        )
        per_axis.register(**shared, compute=measure.compute, rows=measure.rows)
