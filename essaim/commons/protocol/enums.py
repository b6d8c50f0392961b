"""Words of agreements."""

from essaim.commons.directory.enums import Labelled


class AgreementKind(Labelled):
    """What an agreement is."""

    PROTOCOL = "protocol", "protocole de partenariat"
    FRAMEWORK = "framework", "accord-cadre national"
    DECLINATION = "declination", "convention régionale ou académique"
