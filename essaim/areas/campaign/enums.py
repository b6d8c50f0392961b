"""Words of campaigns."""

from essaim.commons.directory.enums import Labelled


class EditionState(Labelled):
    """Where an edition stands."""

    DRAFT = "draft", "en préparation"
    ANNOUNCED = "announced", "annoncée"
    OPEN = "open", "inscriptions ouvertes"
    CLOSED = "closed", "inscriptions closes"
    ARCHIVED = "archived", "archivée"


class Article(Labelled):
    """The article before the short name of a campaign, so that sentences about it are French."""

    LE = "le", "le (le Mois)"
    LA = "la", "la (la Semaine)"
    ELIDED = "l'", "l' (l'Agora)"
    LES = "les", "les (les Journées)"


class Kind(Labelled):
    """The registrations of a campaign (programmes.md B.2, D); the value is the last word of their address."""

    TEAM = "equipe", "équipe qui veut rencontrer un acteur de l'ESS"
    ACTOR = "acteur", "acteur de l'ESS qui propose une rencontre"
    SHOWCASE = "action", "action d'élèves à montrer"
    EVENT = "evenement", "évènement ouvert au public"


class Mode(Labelled):
    """How a class and an actor can meet; the words of the matching (interfaces.md)."""

    SCHOOL = "school", "dans l'établissement"
    VISIT = "visit", "chez l'acteur, en visite"
    REMOTE = "remote", "à distance"


class Band(Labelled):
    """The part of schooling an actor speaks to: wider than the level of a class."""

    MATERNELLE = "maternelle", "maternelle"
    ELEMENTAIRE = "elementaire", "élémentaire"
    COLLEGE = "college", "collège"
    LYCEE = "lycee", "lycée général et technologique"
    PRO = "pro", "lycée professionnel, MFR, apprentissage"
    HIGHER = "superieur", "enseignement supérieur"


class RegistrationState(Labelled):
    """Where a registration stands, from the first answer to publication."""

    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "à relire"
    RETURNED = "returned", "à compléter"
    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"
    WITHDRAWN = "withdrawn", "retirée"


class MatchState(Labelled):
    """Where a match stands, from the proposal to the second yes."""

    PROPOSED = "proposed", "proposée"
    CONFIRMED = "confirmed", "confirmée"
    DECLINED = "declined", "déclinée"
    CANCELLED = "cancelled", "annulée"
    HELD = "held", "tenue"
    LAPSED = "lapsed", "restée sans réponse"


class Reply(Labelled):
    """What one side says of a match."""

    PENDING = "pending", "en attente"
    YES = "yes", "accepte"
    NO = "no", "décline"
    OTHER_DATE = "other_date", "propose une autre date"


class Channel(Labelled):
    """How an answer came: recorded, never guessed."""

    LINK = "link", "par le lien du courriel"
    ACCOUNT = "account", "dans Essaim"
    TELEPHONE = "telephone", "au téléphone, saisie par le réseau"


class Party(Labelled):
    """Who acts on a match: one of its two sides, or the network for both."""

    TEAM = "team", "l'équipe éducative"
    ACTOR = "actor", "l'acteur de l'ESS"
    NETWORK = "network", "le réseau"
    EITHER = "either", "l'un des deux côtés"  # by the link of the meeting, which both sides have

    @property
    def other(self) -> "Party":
        """The side opposite."""
        return Party.ACTOR if self is Party.TEAM else Party.TEAM


class Disturbance(Labelled):
    """How much a new run may change of the proposals already sent and not answered."""

    NONE = "none", "ne rien reprendre"
    LEAST = "least", "déranger le moins possible"
    BEST = "best", "refaire au mieux"


class Criterion(Labelled):
    """Why the coordination lets a request come first."""

    PRIORITY_EDUCATION = "priority_education", "éducation prioritaire"
    RURAL = "rural", "commune rurale"
    FIRST_TIME = "first_time", "première participation"
    NEVER_SERVED = "never_served", "déjà venue, jamais servie"


class Audience(Labelled):
    """Whom a letter of the network is written to, in a territory and an edition."""

    SCHOOLS = "schools", "tous les établissements ouverts"
    TEAMS = "teams", "les équipes qui ont inscrit une classe"
    ACTORS = "actors", "les acteurs de l'ESS qui ont fait une offre"
    NETWORK = "network", "les personnes du réseau"


class Motive(Labelled):
    """Why a meeting is declined or cancelled, in the words of the chips."""

    DATE = "date", "La date ne convient pas"
    TIME = "time", "Plus assez de temps cette année"
    DISTANCE = "distance", "C'est trop loin"
    SUBJECT = "subject", "Le sujet ou le niveau ne convient pas"
    ABSENCE = "absence", "Maladie ou absence"
    OTHER = "other", "Autre raison"
    SILENCE = "silence", "Pas de réponse"  # noted by Essaim after the last reminder, never chosen

    @classmethod
    def chips(cls) -> list[tuple[str, str]]:
        """What somebody who says no may choose."""
        return [(motive.value, motive.label) for motive in cls if motive is not cls.SILENCE]


class Outcome(Labelled):
    """What became of pupils' action once its day has come."""

    UNTOLD = "untold", "pas encore dite"
    HELD = "held", "a eu lieu"
    NOT_HELD = "not_held", "n'a pas eu lieu"


class Nature(Labelled):
    """What the public meets on the map of an edition; the value is the word of the address."""

    ENCOUNTER = "rencontre", "rencontre d'une classe et d'un acteur"
    SHOWCASE = "action", "action d'élèves"
    OFFER = "offre", "offre d'un acteur"
    EVENT = "evenement", "évènement ouvert au public"


class Standing(Labelled):
    """Where a published action stands, for the public."""

    CONFIRMED = "confirmed", "confirmée"
    ANNOUNCED = "announced", "annoncée"
    HELD = "held", "tenue"
    FREE = "free", "places libres"
    FULL = "full", "complète"
    POSTPONED = "postponed", "reportée"
    CANCELLED = "cancelled", "annulée"


class Moment(Labelled):
    """Where the year of an edition stands, for the public."""

    ANNOUNCED = "announced", "annoncée, inscriptions à venir"
    OPEN = "open", "inscriptions ouvertes"
    CLOSED = "closed", "inscriptions closes, rencontres en préparation"
    UNDER_WAY = "under_way", "en ce moment"
    OVER = "over", "terminée"


class ReminderKind(Labelled):
    """What a reminder asks for, and of whom."""

    TEAM = "team", "réponse de l'équipe à une proposition"
    ACTOR = "actor", "réponse de l'acteur à une proposition"
    MODERATION = "moderation", "relecture d'une inscription"
    DRAFT = "draft", "brouillon à reprendre"
    REPORT = "report", "compte rendu d'une rencontre"

    @classmethod
    def of(cls, party: Party) -> "ReminderKind":
        """The reminder of one side of a match."""
        return cls.TEAM if party is Party.TEAM else cls.ACTOR


class Rhythm(Labelled):
    """How often the network writes to one of its people about what waits for them."""

    IMMEDIATE = "immediate", "à chaque nouveauté, une lettre"
    DAILY = "daily", "un résumé par jour de travail"
    WEEKLY = "weekly", "un résumé par semaine, le lundi"
    NEVER = "never", "aucune lettre : je regarde le tableau"


class AttestationState(Labelled):
    """What the head of the school says of a class before anything about it is public."""

    NOT_ASKED = "not_asked", "pas encore demandée"
    ASKED = "asked", "demandée à l'établissement"
    GIVEN = "given", "donnée par l'établissement"
    WITHDRAWN = "withdrawn", "retirée par l'établissement"


class QuestionForm(Labelled):
    """How a question of an edition is answered."""

    TEXT = "text", "une phrase"
    YES_NO = "yes_no", "oui ou non"
    CHOICE = "choice", "un choix dans une liste"


class FeedState(Labelled):
    """How the last reading of a feed went."""

    NEVER = "never", "pas encore lu"
    READ = "read", "lu"
    FAILING = "failing", "en panne"
    STOPPED = "stopped", "arrêté"
