"""The figures of what editions came to: encounters held, with their pupils, adults and hours."""

from essaim.areas.campaign.selectors import held_figures
from essaim.commons.directory.scoping import scope_of
from essaim.foundation.figures import indicators
from essaim.foundation.figures.enums import PeriodType
from essaim.foundation.figures.indicators import Indicator
from essaim.foundation.kernel.actor import Actor

SCOPES = ("france", "region", "academie", "departement")
SOURCE = "Comptes rendus des rencontres de la Semaine, saisis dans Essaim"
OF_EDITION = (
    " Une édition compte dans la période où tombe son premier jour, une rencontre dans le territoire de "
    "l'établissement. Celles qui ne viennent pas de la Semaine n'y sont pas."
)
MEASURES = (
    (
        "campaign.held",
        "Rencontres de l'édition tenues",
        "Rencontres nées d'une mise en relation, et actions d'élèves inscrites, notées tenues ; chacune une fois.",
        ("rencontre", "rencontres"),
        held_figures.held,
    ),
    (
        "campaign.held_pupils",
        "Élèves présents aux rencontres de l'édition",
        "Élèves présents à ces rencontres. Un élève venu à deux rencontres est compté deux fois.",
        ("élève", "élèves"),
        held_figures.pupils,
    ),
    (
        "campaign.held_adults",
        "Adultes présents aux rencontres de l'édition",
        "Adultes présents à ces rencontres, équipe et acteur compris ; les élèves sont comptés à part.",
        ("adulte", "adultes"),
        held_figures.adults,
    ),
    (
        "campaign.held_hours",
        "Heures de rencontre de l'édition",
        "Durées de ces rencontres, additionnées en minutes puis dites en heures, arrondies au dixième.",
        ("heure", "heures"),
        held_figures.hours,
    ),
)


def register() -> None:
    """Called once, when the area is ready."""
    for code, label, definition, unit, compute in MEASURES:
        indicators.register(
            Indicator(
                code=code,
                label=label,
                definition=definition + OF_EDITION,
                unit=unit,
                period=PeriodType.FREE,
                scopes=SCOPES,
                source=SOURCE,
                compute=compute,
                rows=held_figures.rows,
                may_see_rows=answers_for_a_territory,
            )
        )


def answers_for_a_territory(user: object) -> bool:
    """Rows are read inside the network, as titles and numbers; the page of each asks again who reads."""
    return isinstance(user, Actor) and scope_of(user).is_territorial
