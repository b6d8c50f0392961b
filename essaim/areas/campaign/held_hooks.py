"""The figures of what editions came to: encounters held, with their pupils, adults and hours."""

from essaim.areas.campaign import subjects
from essaim.areas.campaign.selectors import held_figures
from essaim.commons.encounters.measures import TRACED
from essaim.commons.encounters.selectors.figures import encounters_seen_by
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator

SCOPES = ("france", "region", "academie", "departement")
SOURCE = "Comptes rendus des rencontres des campagnes, saisis dans Essaim"
MEASURES = (
    (
        "campaign.held",
        "Rencontres de l'édition tenues",
        (
            "Rencontres nées d'une mise en relation, et actions d'élèves inscrites, notées tenues ; chacune une fois, "
            "dans le territoire de l'établissement."
        ),
        ("rencontre", "rencontres"),
        held_figures.held,
        (),
    ),
    (
        "campaign.held_pupils",
        "Élèves présents aux rencontres de l'édition",
        "Élèves présents à ces rencontres. Un élève venu à deux rencontres est compté deux fois.",
        ("élève", "élèves"),
        held_figures.pupils,
        ("pupils",),
    ),
    (
        "campaign.held_adults",
        "Adultes présents aux rencontres de l'édition",
        "Adultes présents à ces rencontres, équipe et acteur compris ; les élèves sont comptés à part.",
        ("adulte", "adultes"),
        held_figures.adults,
        ("adults",),
    ),
    (
        "campaign.held_hours",
        "Heures de rencontre de l'édition",
        "Durées de ces rencontres, additionnées en minutes puis dites en heures, arrondies au dixième.",
        ("heure", "heures"),
        held_figures.hours,
        ("minutes",),
    ),
)


def register() -> None:
    """Called once, when the area is ready."""
    for code, label, definition, unit, compute, facts in MEASURES:
        indicators.register(
            Indicator(
                code=code,
                label=label,
                definition=definition + subjects.OF_EVERY,
                unit=unit,
                period=PeriodType.FREE,
                scopes=SCOPES,
                source=SOURCE,
                compute=compute,
                rows=held_figures.rows,
                facts=facts,
                seen_by=encounters_seen_by,
                trace=TRACED,
                narrowing=subjects.narrowing(definition, compute, held_figures.rows),
            )
        )
