"""From the capitals of official files to names people read: ``COLLEGE JEAN MOULIN`` → ``Collège Jean Moulin``.

Capitals lose accents, apostrophes and hyphens. The kind of school comes first and is restored from a closed list; the
proper name keeps its words, with the accents that are certain: first names, common words, and the people whose names
schools bear (kept when at least four in five of the ministry's own mixed-case names write them so), and the endings
*-ière* and *-ée*. Any other word only gets its capital: a missing accent is better than a wrong one.
"""

import re
from collections.abc import Mapping
from typing import Final

from essaim.foundation.kernel.text import is_capitals, squeeze, strip_accents


def _by_capitals(words: str) -> Mapping[str, str]:
    return {strip_accents(word).upper(): word for word in words.split()}


_ABBREVIATED_KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("E E A PU", "ECOLE ELEMENTAIRE D'APPLICATION PUBLIQUE"),
    ("E P A PU", "ECOLE PRIMAIRE D'APPLICATION PUBLIQUE"),
    ("E M A PU", "ECOLE MATERNELLE D'APPLICATION PUBLIQUE"),
    ("E E PU", "ECOLE ELEMENTAIRE PUBLIQUE"),
    ("E P PU", "ECOLE PRIMAIRE PUBLIQUE"),
    ("E M PU", "ECOLE MATERNELLE PUBLIQUE"),
    ("E E PR", "ECOLE ELEMENTAIRE PRIVEE"),
    ("E P PR", "ECOLE PRIMAIRE PRIVEE"),
    ("E M PR", "ECOLE MATERNELLE PRIVEE"),
    ("CLG", "COLLEGE"),
    ("LYC", "LYCEE"),
)
"""As Paris and a few départements write them; the longest first."""

_KINDS: Final = _by_capitals(
    "école écoles collège lycée élémentaire primaire maternelle publique public privée privé professionnel "
    "professionnelle polyvalent polyvalente général générale technologique technique agricole horticole hôtelier "
    "maritime municipale communale intercommunale intercommunal bilingue biculturelle mixte catholique protestante "
    "adventiste groupe scolaire institution institut internat externat ensemble cité regroupement pédagogique "
    "éducatif concentré dispersé établissement régional départemental adapté spécialisé spécialisée enseignement "
    "section annexe application maison familiale rurale formation apprentis secondaire supérieur et"
)
"""Words that say what the school is, as long as the proper name has not begun."""

_ACCENTED: Final = _by_capitals(
    # first names
    "Adélaïde Agnès Aimé Aimée Amédée Amélie Anaïs André Andrée Arsène Aurélie Barthélémy Béatrice Bénédicte Cécile "
    "Cédric Céline César Clémence Clément Désiré Edmé Élodie Éloi Eugène Eugénie Félicité Félicien Félix Françoise "
    "François Frédéric Gaël Geneviève Gérard Gisèle Grégoire Hélène Héloïse Honoré Irène Jérémie Jérôme Jésus Joël "
    "José Joséphine Léo Léon Léonard Léonce Léonie Léopold Médard Mélanie Michèle Napoléon Noël Philomène Raphaël "
    "Régis Rémy René Renée Sébastien Ségolène Stéphane Thècle Théodore Théophile Thérèse Timothée Véronique Zoé "
    "Édith Édouard Élie Élisabeth Élisée Émile Émilie Éric Étienne Évariste "
    # names that schools bear
    "Ampère Aubigné Aymé Bastié Béranger Bérégovoy Blériot Césaire Cézanne Chénier Condé Daubié Eboué Éluard Exupéry "
    "Fénelon Ferré Galilée Gallé Guéhenno Haigneré Jaurès Kléber Lefèvre Léger Littré Lumière Lurçat Macé Mendès "
    "Molière Painlevé Pérec Péguy Péri Poincaré Prévert Réaumur Sévigné Valéry Vallès Vergès Viénot "
    # common words
    "Abbé Alizés Bruyère Bruyères Carré Cèdre Cèdres Château Châteaux Châtaigneraie Châtaigniers Chêne Chênes "
    "Chrétien Chrétienne Cités Clarté Cœur Côte Côtes Écureuils Église Érables Espérance Étoile Étoiles Forêt "
    "Fraternité Frères Général Genêts Grâce Gué Hêtre Hêtres Hôpital Hôtel Îlet Immaculée Laïque Léman Libération "
    "Liberté Maréchal Mère Métairie Nativité Océan Orée Pépinière Pépinières Père Pères Persévérance Pôle Pré Prés "
    "Présentation Prieuré Pyrénées République Sacré Saône Séminaire Séquoias Trinité"
)
_COMPOUNDS: Final[Mapping[str, str]] = {
    "JEAN DE LA FONTAINE": "Jean de La Fontaine",
    "ROUGET DE LISLE": "Rouget de Lisle",
    "JOLIOT CURIE": "Joliot-Curie",
    "VAILLANT COUTURIER": "Vaillant-Couturier",
    "MENDES FRANCE": "Mendès France",
    "SAINT EXUPERY": "Saint-Exupéry",
    "ST EXUPERY": "Saint-Exupéry",
    "NOTRE DAME": "Notre-Dame",
    "SACRE COEUR": "Sacré-Cœur",
    "AMBROISE PARE": "Ambroise Paré",
    "JEAN JACQUES": "Jean-Jacques",
    "JEAN BAPTISTE": "Jean-Baptiste",
    "JEAN PIERRE": "Jean-Pierre",
    "JEAN PAUL": "Jean-Paul",
    "JEAN CLAUDE": "Jean-Claude",
    "JEAN FRANCOIS": "Jean-François",
    "JEAN LOUIS": "Jean-Louis",
    "JEAN MARIE": "Jean-Marie",
    "JEAN MICHEL": "Jean-Michel",
    "PIERRE ET MARIE CURIE": "Pierre et Marie Curie",
    "R P I": "RPI",
}
"""Several words that make one name."""

_SMALL: Final = frozenset({"DE", "DU", "DES", "LA", "LE", "LES", "ET", "EN", "SUR", "SOUS", "AUX", "AU", "LEZ"})
_ARTICLES: Final = frozenset({"LA", "LE", "LES"})
_SAINTS: Final[Mapping[str, str]] = {"ST": "Saint", "STE": "Sainte", "SAINT": "Saint", "SAINTE": "Sainte"}
_ACRONYMS: Final = frozenset({"RPI", "RPC", "ABCM", "EREA", "SEGPA", "MFR", "CFA", "LEP", "LEPP", "EA", "EB", "ZAC"})
_TITLES: Final[Mapping[str, str]] = {"DR": "Dr", "MGR": "Mgr", "MME": "Mme"}

_ELISION = re.compile(r"(?<!\S)([DL])['’ ](?=[AEIOUYHÀÂÉÈÊËÎÏÔÛŒ])")
_COMPOUND = re.compile("|".join(rf"(?<!\S){name}(?!\S)" for name in sorted(_COMPOUNDS, key=len, reverse=True)))
_ROMAN = re.compile(r"(?:X{1,3}|X{0,2}(?:IX|IV|V?I{1,3}|V))")
_VOWEL = re.compile(r"[AEIOUYÀÂÉÈÊËÎÏÔÙÛÜŒ]")
_LETTERS = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(?:(?<=I)ERE|(?<=[^AEIOU])EE)(S?)$")
_SHORTEST_ENDING: Final = 5  # Lee, née: too short to be sure
_GLUE: Final = "\x00"


def readable(name: str) -> str:
    """The name as people write it; a name that already has lower-case letters is only tidied."""
    tidy = squeeze(name)
    if not is_capitals(tidy):
        return re.sub(r"^Ecole\b", "École", tidy)
    glued = _COMPOUND.sub(lambda match: match[0].replace(" ", _GLUE), _written_out(tidy))
    words = _ELISION.sub(r"\1'", glued).split(" ")
    kinds = _length_of_kind(words)
    text = " ".join([*(_kind(word) for word in words[:kinds]), *_proper(words[kinds:])])
    return text[:1].upper() + text[1:]


def _written_out(name: str) -> str:
    for short, long in _ABBREVIATED_KINDS:
        if name == short or name.startswith(f"{short} "):
            return long + name.removeprefix(short)
    return name


def _length_of_kind(words: list[str]) -> int:
    """How many leading words say the kind: kinds, and the small words that lead to another kind."""
    length = 0
    for rank, word in enumerate(words):
        if word.removeprefix("D'") in _KINDS and word != "ET":
            length = rank + 1
        elif word not in _SMALL:
            break
    return length


def _kind(word: str) -> str:
    if word.startswith("D'"):
        return f"d'{_KINDS[word[2:]]}"
    return _KINDS.get(word, word.lower())


def _proper(words: list[str]) -> list[str]:
    """The proper name: "Les Marronniers", "de la Plaine", "Saint-Vincent de Paul"."""
    read: list[str] = []
    pending = ""
    for rank, word in enumerate(words):
        begins = rank == 0 or word.startswith("(")
        has_next = rank + 1 < len(words)
        bare = word.removeprefix("(")
        if bare in _SAINTS and has_next and words[rank + 1] not in _SMALL:
            pending = word.replace(bare, f"{_SAINTS[bare]}-")
            continue
        read.append(pending + _word(word, begins=begins))
        pending = ""
    return read


def _word(word: str, *, begins: bool) -> str:
    if _GLUE in word:
        return _COMPOUNDS[word.replace(_GLUE, " ")]
    bare = word.strip("()")
    if bare in _SMALL and not (begins and bare in _ARTICLES):
        return word.lower()
    if bare[:2] in {"D'", "L'"} and bare[2:]:
        article = bare[:2] if begins and bare[0] == "L" else bare[:2].lower()
        rest = bare[2:].lower() if bare[2:] in _SMALL else _LETTERS.sub(_capitalised, bare[2:])
        return word.replace(bare, article + rest)
    return _LETTERS.sub(_capitalised, word)


def _capitalised(match: re.Match[str]) -> str:
    word = match[0]
    if word in _ACCENTED:
        return _ACCENTED[word]
    if word in _TITLES:
        return _TITLES[word]
    is_initials = len(word) <= 3 and not _VOWEL.search(word)  # noqa: PLR2004 (no French word of three lacks a vowel)
    if word in _ACRONYMS or is_initials or _ROMAN.fullmatch(word):
        return word
    if len(word) >= _SHORTEST_ENDING and (ending := _ENDING.search(word)):
        accented = "ère" if ending[0].startswith("ERE") else "ée"
        return word[: ending.start()].capitalize() + accented + ending[1].lower()
    return word.capitalize()
