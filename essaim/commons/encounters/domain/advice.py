"""What to prepare and bring, by kind of encounter: the last lines of the *fiche de rencontre*."""

from collections.abc import Mapping

from essaim.commons.encounters.enums import EncounterKind, Side

BRING: Mapping[EncounterKind, Mapping[Side, tuple[str, ...]]] = {
    EncounterKind.SCHOOL: {
        Side.TEAM: (
            "Prévenir la direction et l'accueil : qui vient, à quelle heure.",
            "Une salle, et le matériel demandé : vidéoprojecteur, tableau, prises.",
            "Les questions que les élèves ont préparées.",
        ),
        Side.ACTOR: (
            "Une pièce d'identité pour l'accueil.",
            "Un objet, une photo ou un produit qui montre ce que vous faites.",
            "Trois mots simples pour dire ce qu'est l'ESS chez vous.",
        ),
    },
    EncounterKind.VISIT: {
        Side.TEAM: (
            "L'autorisation de sortie et le nombre d'adultes qui accompagnent.",
            "Le trajet, et l'heure de retour.",
            "Les questions que les élèves ont préparées.",
        ),
        Side.ACTOR: (
            "Un lieu d'accueil à l'abri, et un parcours sans danger.",
            "Le matériel de protection, s'il en faut.",
            "Trois mots simples pour dire ce qu'est l'ESS chez vous.",
        ),
    },
    EncounterKind.REMOTE: {
        Side.TEAM: (
            "Essayer l'image et le son dix minutes avant.",
            "Une place d'où toute la classe voit et s'entend.",
            "Les questions que les élèves ont préparées.",
        ),
        Side.ACTOR: (
            "Essayer l'image et le son dix minutes avant.",
            "Quelque chose à montrer à la caméra.",
            "Trois mots simples pour dire ce qu'est l'ESS chez vous.",
        ),
    },
    EncounterKind.SHOWCASE: {
        Side.TEAM: (
            "Qui accueille, qui raconte, qui répond.",
            "De quoi compter les personnes venues, élèves et adultes à part.",
        ),
        Side.ACTOR: (),
    },
}
