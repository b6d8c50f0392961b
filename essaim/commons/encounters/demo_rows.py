"""How encounters of the demonstration went: numbers, a few words, a reason; the same draw gives the same day."""

import datetime as dt
import random
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from essaim.commons.directory.models import Organisation, School
from essaim.commons.encounters.enums import Channel, EncounterState, Half
from essaim.commons.encounters.models import Encounter
from essaim.commons.territory.domain import timezones

WORDS: Sequence[str] = (
    "",
    "",
    "Les élèves ont voté le nom de leur coopérative, à main levée puis à bulletin secret.",
    "Beaucoup de questions sur les salaires : qui décide, et qui décide de qui décide.",
    "Visite des ateliers par petits groupes. Deux élèves demandent un stage.",
    "La séance a débordé sur la récréation, personne ne s'en est plaint.",
    "Le débat mouvant sur les idées reçues a bien pris. Prévoir une salle plus grande.",
    "Une association, ce n'est pas seulement des bénévoles : c'est ce qu'ils retiennent.",
    "Le vidéoprojecteur n'a pas marché, la rencontre s'est faite avec des objets : c'était mieux.",
    "À refaire l'an prochain, avec les deux classes du niveau.",
)
CANCELLED: Sequence[str] = (
    "La classe part en sortie ce jour-là.",
    "La personne qui devait venir est malade.",
    "Le car de la commune n'est pas disponible ce jour-là.",
    "L'organisation n'a plus assez de monde ce mois-ci.",
)
POSTPONED: Sequence[str] = (
    "Conseil de classe avancé : une autre date est cherchée.",
    "L'atelier est en travaux jusqu'au mois prochain.",
)
MINUTES: Sequence[int] = (55, 60, 60, 90, 110, 120, 150)
HOURS: Sequence[tuple[Half, tuple[int, int]]] = (
    (Half.MORNING, (9, 11)),
    (Half.MORNING, (10, 12)),
    (Half.AFTERNOON, (14, 16)),
)


def place(encounter: Encounter, school: School) -> Encounter:
    """Put it where its school is, on the clock of the place; expects ``departement`` joined."""
    departement = school.departement
    encounter.school, encounter.departement = school, departement
    encounter.timezone = timezones.of_commune(
        school.commune_id or "", departement.timezone if departement else "Europe/Paris"
    )
    return encounter


def at_hours(draw: random.Random, encounter: Encounter, day: dt.date, wanted: Half | None = None) -> Encounter:
    """Give it a day and hours of class, those of one half of the day when it is known."""
    zone = ZoneInfo(encounter.timezone)
    begins, ends = draw.choice([hours for half, hours in HOURS if wanted in {None, half}])
    encounter.planned_on, encounter.slot = day, ""
    encounter.starts_at = dt.datetime.combine(day, dt.time(begins), zone)
    encounter.ends_at = dt.datetime.combine(day, dt.time(ends), zone)
    return encounter


def settle(draw: random.Random, encounter: Encounter, state: EncounterState) -> Encounter:
    """Say how it went, or why it did not."""
    encounter.state = state
    encounter.channel = draw.choice([Channel.LINK, Channel.LINK, Channel.ACCOUNT, Channel.TELEPHONE])
    if state is EncounterState.HELD:
        encounter.held_on = encounter.planned_on
        encounter.pupils = max(1, encounter.planned_pupils - draw.randrange(4))
        encounter.adults = draw.randrange(2, 6)
        encounter.minutes = draw.choice(MINUTES)
        encounter.words = draw.choice(WORDS)
    elif state is EncounterState.CANCELLED:
        encounter.ended_reason = draw.choice(CANCELLED)
        encounter.sequence = 1
    elif state is EncounterState.POSTPONED:
        encounter.ended_reason = draw.choice(POSTPONED)
        encounter.sequence = 1
    return encounter


def title(school: School, organisation: Organisation | None) -> str:
    """Who meets whom."""
    return (f"{organisation.label} et {school.name}" if organisation else f"Découverte de l'ESS, {school.name}")[:150]
