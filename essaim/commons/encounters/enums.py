"""Words of encounters and events."""

from essaim.commons.directory.enums import Labelled


class EncounterKind(Labelled):
    """How a class and an actor meet."""

    SCHOOL = "school", "intervention dans l'établissement"
    VISIT = "visit", "visite chez l'acteur"
    REMOTE = "remote", "rencontre à distance"
    SHOWCASE = "showcase", "action menée par des élèves"


class EncounterState(Labelled):
    """Where an encounter stands: it is counted when it is held, and once."""

    PLANNED = "planned", "prévue"
    POSTPONED = "postponed", "reportée, date à fixer"
    HELD = "held", "tenue"
    CANCELLED = "cancelled", "annulée"


class Side(Labelled):
    """Who stands on each side of an encounter."""

    TEAM = "team", "l'équipe éducative"
    ACTOR = "actor", "l'acteur de l'ESS"


class Channel(Labelled):
    """How a gesture came: recorded, never guessed."""

    LINK = "link", "par le lien du courriel"
    ACCOUNT = "account", "dans Essaim"
    TELEPHONE = "telephone", "au téléphone, noté par le réseau"


class Half(Labelled):
    """The halves of a school day."""

    MORNING = "am", "matin"
    AFTERNOON = "pm", "après-midi"


class Answer(Labelled):
    """What somebody invited says."""

    INVITED = "invited", "sans réponse"
    COMING = "coming", "vient"
    WAITING = "waiting", "en liste d'attente"
    NOT_COMING = "not_coming", "ne vient pas"


class EventState(Labelled):
    """Where an event stands."""

    PLANNED = "planned", "prévu"
    HELD = "held", "tenu"
    CANCELLED = "cancelled", "annulé"
