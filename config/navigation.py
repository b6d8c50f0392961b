"""What the header and footer lead to, declared once: areas never link to their neighbours themselves.

A link whose URL name does not resolve is left out, so that nothing leads to a page that is not there.
"""

from essaim.foundation.kernel.actor import Role

NATIONAL = (Role.NATIONAL, Role.ADMIN)
MEMBERS = (Role.TEAM, Role.ESS_ACTOR)
NETWORK = (Role.CORRESPONDENT, Role.OCCE, Role.CRESS, *NATIONAL)

NAVIGATION = {
    # each link: (label, URL name)
    "main": (
        ("Semaine", "campaign:public-edition"),
        ("Établissements", "directory:school-list"),
        ("Acteurs de l’ESS", "directory:organisation-list"),
        ("Qui couvre quoi", "directory:coverage"),
        ("Territoires", "territory:index"),
    ),
    "visitor": (("Se connecter", "account_login"),),
    "member": (
        ("Mon compte", "accounts:profile"),
        ("Se déconnecter", "account_logout"),
    ),
    # « Mon compte » opens on these: (label, URL name, roles that may open it)
    "tools": (
        ("Mes inscriptions", "campaign:registration-choose", MEMBERS),
        ("Mes rencontres", "encounters:encounter-list", MEMBERS),
        ("Le tableau de la Semaine", "campaign:board", NETWORK),
        ("Rapprocher demandes et offres", "campaign:matching-board", NETWORK),
        ("Les rencontres", "encounters:encounter-list", NETWORK),
        ("Les lettres que vous recevez", "campaign:letter-choice", NETWORK),
        ("Importer des fichiers", "intake:batch-list", (Role.CRESS, *NATIONAL)),
        ("Les sièges du réseau", "directory:seat-list", (Role.SIGNATORY, *NETWORK)),
        ("Tenir le protocole", "protocol:keep", NATIONAL),
        ("Les adhésions à L’ESPER", "directory:member-list", NATIONAL),
        ("Les chiffres et leurs définitions", "figures:indicator-list", NETWORK),
        ("Les évènements", "encounters:event-list", (Role.INSTITUTION, Role.SIGNATORY, *NETWORK)),
        ("Les bilans", "reporting:bilan-list", (Role.INSTITUTION, Role.SIGNATORY, *NETWORK)),
        ("Le journal des gestes", "audit:entry-list", NATIONAL),
        ("Le courrier envoyé", "outbox:inbox", (Role.ADMIN,)),
        ("Enlever un second facteur perdu", "accounts:second-factor-reset", (Role.ADMIN,)),
    ),
    # the footer: (title of the group, links)
    "footer": (
        (
            "La Semaine de l’ESS à l’école",
            (
                ("Dates et inscriptions", "campaign:public-edition"),
                ("Carte", "campaign:public-map"),
                ("Agenda", "campaign:public-agenda"),
            ),
        ),
        (
            "Le réseau",
            (
                ("Établissements", "directory:school-list"),
                ("Acteurs de l’ESS", "directory:organisation-list"),
                ("Qui couvre quoi", "directory:coverage"),
                ("Évènements", "encounters:event-list"),
                ("Le protocole", "protocol:agreement"),
                ("Bilans", "reporting:bilan-list"),
                ("Chiffres", "figures:indicator-list"),
            ),
        ),
        (
            "Le service",
            (
                ("Plan du site", "portal:site-plan"),
                ("Composants des pages", "web:gallery"),
            ),
        ),
    ),
    "legal": (
        ("Accessibilité : non conforme", "portal:accessibility"),
        ("Données personnelles", "portal:privacy"),
        ("Mentions légales", "portal:legal-notice"),
    ),
}
