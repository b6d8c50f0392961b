"""What the header and footer lead to, declared once: areas never link to their neighbours themselves.

A link whose URL name does not resolve is left out, so that nothing leads to a page that is not there.
"""

NAVIGATION = {
    # each link: (label, URL name)
    "main": (
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
    # the footer: (title of the group, links)
    "footer": (
        (
            "Le réseau",
            (
                ("Établissements", "directory:school-list"),
                ("Acteurs de l’ESS", "directory:organisation-list"),
                ("Qui couvre quoi", "directory:coverage"),
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
