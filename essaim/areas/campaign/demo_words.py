"""What people write in the demonstration: titles, stories, reasons. Nobody is named, in them or anywhere."""

from collections.abc import Mapping, Sequence

OFFERS: Mapping[str, Sequence[str]] = {
    "rencontre": ("Une heure pour comprendre une coopérative", "Raconter une association de l'intérieur"),
    "atelier": ("Atelier : réparer au lieu de jeter", "Atelier : fonder une coopérative en cinquante minutes"),
    "visite": ("Visite de l'atelier et de ses métiers", "Visite des lieux, avec celles et ceux qui y travaillent"),
    "action-solidaire": ("Organiser une collecte avec la classe", "Une matinée de chantier solidaire"),
    "jeu-cooperatif": ("Jeu coopératif : gagner ensemble", "Le jeu des trois statuts"),
    "conference": ("Débat : à qui appartient une entreprise ?", "Conférence : l'argent de l'ESS"),
    "exposition": ("Une exposition à installer dans le hall",),
    "accompagnement": ("Suivre un projet de la classe jusqu'au bout",),
}
SHOWCASES: Mapping[str, Sequence[tuple[str, str]]] = {
    "collecte": (
        ("Collecte de cartables", "Les cartables encore bons repartent dans une recyclerie du quartier."),
        ("Un kilo pour la banque alimentaire", "Chaque classe pèse, trie et livre sa récolte."),
    ),
    "trocante": (("Trocante de printemps", "On apporte, on échange, on ne paie pas. Le reste part au réemploi."),),
    "reparation": (("Atelier vélo", "Deux établis, une caisse à outils, et des élèves qui expliquent."),),
    "ramassage": (("Une rivière sans plastique", "Ramassage le long des berges, puis tri et pesée."),),
    "disco-soupe": (("Disco-soupe des invendus", "Les légumes du marché, épluchés en musique."),),
    "concert": (("Concert pour la ressourcerie", "La chorale chante, l'entrée est un livre."),),
    "reportage": (("Portraits de coopératives", "Des reportages sonores, montés par la classe."),),
    "entreprise": (
        ("Boutique solidaire", "Des vêtements au poids, une assemblée qui décide des prix."),
        ("Des ruches sur le toit", "Une coopérative d'élèves vend son miel et vote l'usage du surplus."),
    ),
    "debat": (("Débat : partager le travail, partager la décision", "Les élèves préparent, animent et concluent."),),
    "exposition-eleves": (("Dix métiers de l'ESS", "Une exposition d'affiches dessinées par la classe."),),
    "autre": (("Un potager pour la cantine", "Récolte, menus et compost : la boucle est racontée sur place."),),
}
EVENTS: Mapping[str, tuple[str, str]] = {
    "portes-ouvertes": ("Portes ouvertes de l'atelier", "On entre, on regarde, on demande. Le thé est offert."),
    "visite-ouverte": ("Visite commentée des lieux", "Une heure de l'accueil à l'atelier, avec qui y travaille."),
    "debat-public": ("À qui appartient l'entreprise ?", "Trois statuts, trois réponses, et la parole à la salle."),
    "atelier-ouvert": ("Atelier réparation pour toutes et tous", "Apportez ce qui ne marche plus."),
    "projection": ("Projection suivie d'un échange", "Un film sur une coopérative, puis la discussion."),
    "marche": ("Marché solidaire", "Producteurs, ressourcerie et friperie sur la place."),
    "fete": ("Fête de quartier de l'ESS", "Jeux coopératifs, musique et repas partagé."),
    "forum": ("Forum des métiers de l'ESS", "Quinze organisations reçoivent lycéennes et lycéens."),
    "formation-ouverte": ("Monter une coopérative d'élèves : le webinaire", "Une heure en ligne pour les équipes."),
    "exposition-ouverte": ("L'ESS en dix affiches", "Une exposition à voir en entrée libre."),
}
"""What an open event is called, by its type, and its presentation."""

RETURNED = (
    "Il manque le nombre d'élèves de la seconde classe : s'agit-il d'une ou de deux rencontres ?",
    "Pouvez-vous ajouter une demi-journée ? Une seule rend la rencontre difficile à trouver.",
    "Dites en une phrase ce que vous proposez : le titre ne le dit pas.",
)
REFUSED = (
    "Cette proposition vend une prestation : la Semaine est gratuite pour les classes.",
    "La demande porte sur une sortie sans lien avec l'ESS.",
)
DECLINED = "La personne qui reçoit les classes est absente ce jour-là."
SILENT = "L’équipe éducative n’a pas répondu malgré les relances."
CALLED_OFF = "Les locaux sont fermés cette semaine-là, une autre organisation est cherchée."
MESSAGES = (
    "",
    "",
    "",
    "Première participation de l'établissement.",
    "Un élève se déplace en fauteuil : merci de le prévoir pour une visite.",
    "Nous pouvons venir en car, la commune est prévenue.",
)

SHOWN: Sequence[str] = (
    "",
    "",
    "La trocante a tenu tout l'après-midi : plus de cent objets ont changé de mains.",
    "Les familles sont restées après la cloche. Les élèves ont tenu la caisse eux-mêmes.",
    "La mairie est venue et propose une salle plus grande l'an prochain.",
    "Disco soupe réussie : quarante kilos de légumes sauvés.",
    "Les élèves ont expliqué leur coopérative aux classes de CM2.",
)
"""How pupils' actions went, in the words of whoever tells."""
