"""Words of bilans."""

from essaim.commons.directory.enums import Labelled


class BilanKind(Labelled):
    """What a bilan is about: three of the several things people call « bilan » (programmes.md A.3)."""

    EDITION = "edition", "bilan d'une édition"
    SIX_MONTHS = "six_months", "bilan des six mois"
    PARTNERSHIP = "partnership", "bilan du partenariat, axe par axe"


class BilanState(Labelled):
    """Where a bilan stands."""

    OPEN = "open", "se recalcule à chaque lecture"
    FROZEN = "frozen", "arrêté, attend les validations"
    SEALED = "sealed", "validé par toutes les parties"
    BROKEN = "broken", "altéré : quelque chose a changé sans geste au journal"
