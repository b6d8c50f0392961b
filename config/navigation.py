"""What the header and footer lead to, declared once: areas never link to their neighbours themselves."""

NAVIGATION = {
    "main": (
        # (label, URL name)
        ("Établissements", "directory:school-list"),
        ("Acteurs de l'ESS", "directory:organisation-list"),
        ("Qui couvre quoi", "directory:coverage"),
    ),
}
